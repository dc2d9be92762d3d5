"use client";
/** An editor for a text that is in no document of the room: it looks and types like the room's, and nobody else sees it. */
import { history, historyKeymap } from "@codemirror/commands";
import { Compartment, EditorState } from "@codemirror/state";
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
} from "@codemirror/view";
import { useEffect, useRef } from "react";
import { announce, useNonce } from "#web/features/room/room";
import type { TextEditorProps } from "#web/features/room/text-editor";
import { extras } from "./extras.ts";
import { grammar, languageOf } from "./grammar.ts";
import { theme } from "./theme.ts";

/** Milliseconds after Escape in which Tab leaves, as CodeMirror has it. */
const ESCAPE_LASTS = 2_000;

export function TextEditor({ label, text, path, readOnly, maxLength, onChange, onTooLong, place }: TextEditorProps) {
  const nonce = useNonce();
  const parent = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const language = useRef(new Compartment());
  const rights = useRef(new Compartment());
  const latest = useRef({ text, onChange, onTooLong });
  latest.current = { ...latest.current, onChange, onTooLong };

  useEffect(() => {
    if (!parent.current) return;
    const made = new EditorView({
      parent: parent.current,
      state: EditorState.create({
        doc: latest.current.text,
        extensions: [
          EditorView.cspNonce.of(nonce),
          theme,
          EditorState.lineSeparator.of("\n"),
          EditorView.clipboardInputFilter.of((pasted) => pasted.replace(/\r\n?/g, "\n")),
          EditorView.contentAttributes.of({
            "aria-label": label,
            "aria-description": "Tab indents. Press Escape, then Tab, to leave the editor.",
            spellcheck: "false",
            autocorrect: "off",
            autocapitalize: "off",
            translate: "no",
          }),
          lineNumbers(),
          grammar(announce),
          extras(() => [made.state.doc.toString()]),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          highlightSpecialChars(),
          drawSelection(),
          history(),
          keymap.of(historyKeymap),
          language.current.of([]),
          rights.current.of([]),
          EditorState.transactionFilter.of((tr) => {
            if (!tr.docChanged || tr.newDoc.length <= Math.max(maxLength, tr.startState.doc.length)) return tr;
            queueMicrotask(() => latest.current.onTooLong());
            return [];
          }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) latest.current.onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    return () => {
      view.current = null;
      made.destroy();
    };
  }, [label, nonce, maxLength]);

  useEffect(() => {
    const effects = rights.current.reconfigure(
      readOnly ? [EditorState.readOnly.of(true), EditorView.contentAttributes.of({ "aria-readonly": "true" })] : [],
    );
    view.current?.dispatch({ effects });
  }, [readOnly]);

  useEffect(() => {
    const found = languageOf(path);
    if (!(found instanceof Promise)) view.current?.dispatch({ effects: language.current.reconfigure(found) });
  }, [path]);

  useEffect(() => {
    const editor = view.current;
    if (!editor || !place) return;
    const line = editor.state.doc.line(Math.min(Math.max(1, place.line), editor.state.doc.lines));
    const head = Math.min(line.to, line.from + Math.max(0, (place.column ?? 1) - 1));
    editor.dispatch({ selection: { anchor: head }, effects: EditorView.scrollIntoView(head, { y: "center" }) });
    editor.focus();
  }, [place]);

  return (
    <div
      ref={parent}
      // A dialog around it takes Escape before the editor hears of it.
      onKeyDownCapture={({ key, nativeEvent }) => {
        if (key === "Escape" && nativeEvent.defaultPrevented) view.current?.setTabFocusMode(ESCAPE_LASTS);
      }}
      className="h-full min-h-0 overflow-hidden [&_.cm-editor]:h-full"
    />
  );
}
