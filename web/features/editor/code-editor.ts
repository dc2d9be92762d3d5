/**
 * The one editor of a page: a CodeMirror view that lives as long as the page and takes the state of whichever file is
 * open. It binds to Yjs and awareness and knows nothing of React.
 */
import { Compartment, EditorSelection, EditorState, type Extension, type StateEffect } from "@codemirror/state";
import {
  crosshairCursor,
  drawSelection,
  dropCursor,
  EditorView,
  gutter,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  rectangularSelection,
  type ViewUpdate,
} from "@codemirror/view";
import { yCollab, ySyncAnnotation } from "y-codemirror.next";
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import type { View } from "#protocol/awareness";
import { filesOf } from "#protocol/documents";
import type { FileId } from "#protocol/ids";
import type { RunError } from "#protocol/runs";
import { whenIdle } from "#web/components/ui/late";
import { lengthGuard } from "./length-guard.ts";
import { remoteCaretsOf } from "./remote-carets.ts";
import { theme } from "./theme.ts";
import { guardedUndoKeys } from "./undo-guard.ts";

/** Milliseconds between two cursors on the wire: as smooth as an eye needs, a fifth of what a held key makes. */
const CURSOR_INTERVAL = 50;
/** Milliseconds between two notes that this person is typing. */
const ACTIVE_INTERVAL = 1_000;

export interface CodeEditorParts {
  parent: HTMLElement;
  doc: Y.Doc;
  awareness: Awareness;
  nonce: string;
  setView(view: Partial<View>): void;
  /** Whether so many bytes more go into the document. */
  fits(bytes: number): boolean;
  /** Something was refused, in a sentence. */
  refused(sentence: string): void;
  /** Said to screen readers. */
  say(sentence: string): void;
}

/** Milliseconds that the first text has to itself, unless somebody turns to the editor sooner. */
const TEXT_FIRST = 600;

/** What is kept of a file while another one is on screen. Places are relative: others go on typing in it. */
interface KeptPlace {
  ranges: { anchor: Y.RelativePosition; head: Y.RelativePosition }[];
  main: number;
  top: Y.RelativePosition;
}

export class CodeEditor {
  readonly view: EditorView;
  #parts: CodeEditorParts;
  #file: { id: FileId; text: Y.Text; path: string } | null = null;
  #undo = new Map<FileId, Y.UndoManager>();
  #places = new Map<FileId, KeptPlace>();
  #problems = new Map<FileId, { line: number; column: number; message: string }[]>();
  #language = new Compartment();
  #rights = new Compartment();
  #grammar = new Compartment();
  #extra = new Compartment();
  #extras: typeof import("./extras.ts") | null = null;
  #code: typeof import("./grammar.ts") | null = null;
  #loading = false;
  #cancelLoad: () => void = () => undefined;
  #readOnly = false;
  #cursorTimer: ReturnType<typeof setTimeout> | undefined;
  #linesFrame = 0;
  #activeAt = 0;
  #disposed = false;

  constructor(parts: CodeEditorParts) {
    this.#parts = parts;
    this.view = new EditorView({ parent: parts.parent, state: this.#blank() });
    this.view.scrollDOM.addEventListener("scroll", this.#linesChanged, { passive: true });
    for (const turn of ["focusin", "pointerover"]) this.view.dom.addEventListener(turn, this.#load);
  }

  /** Fetches the rest once the first file can be typed in: nothing of it delays that. */
  #load = (): void => {
    this.#cancelLoad();
    if (this.#loading || !this.#file || this.#disposed) return;
    this.#loading = true;
    const put = (effect: () => StateEffect<unknown>) => {
      if (this.#file && !this.#disposed) this.view.dispatch({ effects: effect() });
    };
    const load = async () => {
      this.#code = await import("./grammar.ts");
      put(() => this.#grammar.reconfigure(this.#grammarExtension()));
      if (this.#file) this.#rename(this.#file.path, true);
      this.#extras = await import("./extras.ts");
      put(() => this.#extra.reconfigure(this.#extraExtension()));
      this.#showProblems();
    };
    load().catch(() => {
      // The network was away: the next file that is opened tries again, and typing goes on.
      this.#loading = false;
    });
  };

  dispose(): void {
    this.#disposed = true;
    this.#cancelLoad();
    clearTimeout(this.#cursorTimer);
    cancelAnimationFrame(this.#linesFrame);
    this.view.destroy();
    for (const undo of this.#undo.values()) undo.destroy();
  }

  get file(): FileId | null {
    return this.#file?.id ?? null;
  }

  /** Puts a file on screen, as it was left; false if there is no such file. */
  show(id: FileId, path: string): boolean {
    if (this.#file?.id === id) {
      this.#rename(path);
      return true;
    }
    const text = filesOf(this.#parts.doc).get(id)?.get("text");
    if (!(text instanceof Y.Text)) return false;
    this.#keepPlace();
    const focused = this.view.hasFocus;
    this.#file = { id, text, path };
    const kept = this.#places.get(id);
    this.view.setState(
      EditorState.create({
        doc: text.toString(),
        selection: this.#selectionOf(kept, text),
        extensions: this.#extensions(id, text),
      }),
    );
    this.#rename(path, true);
    const top = kept ? this.#absolute(kept.top, text) : 0;
    this.view.dispatch({ effects: EditorView.scrollIntoView(top, { y: "start", yMargin: 0, x: "start" }) });
    if (focused) this.view.focus();
    this.#parts.setView({ file: id });
    this.#publishCursor();
    this.#linesChanged();
    this.#showProblems();
    this.#cancelLoad();
    this.#cancelLoad = whenIdle(TEXT_FIRST, this.#load);
    return true;
  }

  /** Nothing is open. */
  clear(): void {
    if (!this.#file) return;
    this.#keepPlace();
    this.#file = null;
    this.view.setState(this.#blank());
  }

  setReadOnly(readOnly: boolean): void {
    if (this.#readOnly === readOnly) return;
    this.#readOnly = readOnly;
    this.view.dispatch({ effects: this.#rights.reconfigure(this.#rightsExtension()) });
  }

  /** Selects the line, or the place in it, and takes the focus. 1-based; what is beyond the end is brought inside. */
  go(line = 1, column?: number): void {
    const { doc } = this.view.state;
    const at = doc.line(Math.min(Math.max(1, Math.round(line) || 1), doc.lines));
    const head = column === undefined ? at.to : Math.min(at.to, at.from + Math.max(0, column - 1));
    const selection = column === undefined ? EditorSelection.range(at.from, at.to) : EditorSelection.cursor(head);
    this.view.dispatch({ selection, effects: EditorView.scrollIntoView(head, { y: "center" }) });
    this.view.focus();
  }

  /** Scrolls to what a followed person sees, unless it is on screen already. */
  lookAt([first, last]: readonly [number, number]): void {
    const { doc } = this.view.state;
    const [ownFirst, ownLast] = this.#visibleLines();
    if (ownFirst === first || (first >= ownFirst && last <= ownLast)) return;
    const line = doc.line(Math.min(Math.max(1, Math.round(first) || 1), doc.lines));
    this.view.dispatch({ effects: EditorView.scrollIntoView(line.from, { y: "start", yMargin: 0 }) });
  }

  /** Marks where the last run failed. The marks of a file go with its next edit. */
  markProblems(error: RunError | undefined, idOf: (path: string) => FileId | undefined): void {
    this.#problems.clear();
    for (const frame of error?.frames.slice(0, 1) ?? []) {
      const id = idOf(frame.path);
      if (id && error) this.#problems.set(id, [{ ...frame, message: `${error.name}: ${error.message}` }]);
    }
    this.#showProblems();
  }

  #blank(): EditorState {
    return EditorState.create({
      extensions: [
        theme,
        EditorView.cspNonce.of(this.#parts.nonce),
        EditorView.editable.of(false),
        this.#rights.of([]),
      ],
    });
  }

  #extensions(id: FileId, text: Y.Text): Extension {
    const { awareness, nonce, refused, fits } = this.#parts;
    let undo = this.#undo.get(id);
    if (!undo) {
      undo = new Y.UndoManager(text, { trackedOrigins: new Set(), captureTimeout: 400 });
      this.#undo.set(id, undo);
    }
    return [
      EditorView.cspNonce.of(nonce),
      theme,
      // A Y.Text counts a CR as a character; so must the editor, or every place after it is wrong.
      EditorState.lineSeparator.of("\n"),
      EditorState.allowMultipleSelections.of(true),
      EditorState.tabSize.of(4),
      EditorView.perLineTextDirection.of(true),
      EditorView.clipboardInputFilter.of((pasted) => pasted.replace(/\r\n?/g, "\n")),
      EditorView.contentAttributes.of({
        "aria-label": "Code editor",
        "aria-description": "Tab indents. Press Escape, then Tab, to leave the editor.",
        tabindex: "0",
        spellcheck: "false",
        autocorrect: "off",
        autocapitalize: "off",
        translate: "no",
        "data-gramm": "false",
      }),
      lineNumbers(),
      this.#grammar.of(this.#grammarExtension()),
      highlightActiveLineGutter(),
      highlightActiveLine(),
      highlightSpecialChars(),
      drawSelection(),
      dropCursor(),
      rectangularSelection(),
      crosshairCursor(),
      this.#language.of([]),
      this.#rights.of(this.#rightsExtension()),
      this.#extra.of(this.#extraExtension()),
      yCollab(text, null, { undoManager: undo }),
      remoteCaretsOf(awareness, id, text),
      lengthGuard(refused, fits),
      EditorView.updateListener.of(this.#updated),
      keymap.of(guardedUndoKeys(undo, refused, fits)),
    ];
  }

  #rightsExtension(): Extension {
    if (!this.#readOnly) return [];
    return [EditorState.readOnly.of(true), EditorView.contentAttributes.of({ "aria-readonly": "true" })];
  }

  #extraExtension(): Extension {
    const { doc } = this.#parts;
    // The gutter's place is kept, so that its coming moves nothing.
    return this.#extras?.extras(() => textsOf(doc)) ?? gutter({ class: "cm-lintSpace" });
  }

  #grammarExtension(): Extension {
    return this.#code?.grammar(this.#parts.say) ?? gutter({ class: "cm-foldSpace" });
  }

  /** The path decides the language; a language that is still on its way is put in if the file is still on screen. */
  #rename(path: string, force = false): void {
    if (!this.#file || (this.#file.path === path && !force)) return;
    const { id } = this.#file;
    this.#file.path = path;
    if (!this.#code) return;
    const language = this.#code.languageOf(path);
    const use = (extension: Extension) => {
      if (this.#disposed || this.#file?.id !== id || this.#file.path !== path) return;
      this.view.dispatch({ effects: this.#language.reconfigure(extension) });
    };
    if (language instanceof Promise) language.then(use, () => undefined);
    else use(language);
  }

  #updated = (update: ViewUpdate): void => {
    if (update.docChanged && this.#file) {
      this.#problems.delete(this.#file.id);
      const own = update.transactions.some((tr) => tr.docChanged && !tr.annotation(ySyncAnnotation));
      if (own && Date.now() - this.#activeAt > ACTIVE_INTERVAL) {
        this.#activeAt = Date.now();
        this.#parts.setView({ active: this.#activeAt });
      }
      if (this.#marked) queueMicrotask(() => this.#showProblems());
    }
    if (update.selectionSet || update.docChanged || update.focusChanged) {
      this.#cursorTimer ??= setTimeout(() => {
        this.#cursorTimer = undefined;
        this.#publishCursor();
      }, CURSOR_INTERVAL);
    }
    if (update.geometryChanged || update.heightChanged) this.#linesChanged();
  };

  /** Without the focus the last place stays: the others still see where this person was. */
  #publishCursor(): void {
    const { awareness } = this.#parts;
    if (!this.#file || this.#disposed) return;
    const { anchor, head } = this.view.state.selection.main;
    const [from, to] = [this.#relative(anchor), this.#relative(head)];
    const last = awareness.getLocalState()?.cursor as { anchor: unknown; head: unknown } | null | undefined;
    if (last && same(last.anchor, from) && same(last.head, to)) return;
    awareness.setLocalStateField("cursor", { anchor: from, head: to });
  }

  #linesChanged = (): void => {
    this.#linesFrame ||= requestAnimationFrame(() => {
      this.#linesFrame = 0;
      if (this.#file && !this.#disposed) this.#parts.setView({ lines: this.#visibleLines() });
    });
  };

  #visibleLines(): [number, number] {
    const { view } = this;
    const top = view.scrollDOM.scrollTop;
    const lineAt = (height: number) =>
      view.state.doc.lineAt(view.lineBlockAtHeight(Math.max(0, height - view.documentPadding.top)).from).number;
    return [lineAt(top + 1), lineAt(top + view.scrollDOM.clientHeight - 1)];
  }

  #keepPlace(): void {
    if (!this.#file) return;
    const { selection } = this.view.state;
    const block = this.view.lineBlockAtHeight(Math.max(0, this.view.scrollDOM.scrollTop));
    this.#places.set(this.#file.id, {
      ranges: selection.ranges.map(({ anchor, head }) => ({
        anchor: this.#relative(anchor),
        head: this.#relative(head),
      })),
      main: selection.mainIndex,
      top: this.#relative(block.from),
    });
  }

  #selectionOf(kept: KeptPlace | undefined, text: Y.Text): EditorSelection {
    if (!kept) return EditorSelection.single(0);
    const ranges = kept.ranges.map(({ anchor, head }) =>
      EditorSelection.range(this.#absolute(anchor, text), this.#absolute(head, text)),
    );
    return EditorSelection.create(ranges, kept.main);
  }

  #relative(index: number): Y.RelativePosition {
    const text = this.#file?.text;
    if (!text) throw new Error("No file is on screen.");
    return Y.createRelativePositionFromTypeIndex(text, Math.min(index, text.length));
  }

  #absolute(place: Y.RelativePosition, text: Y.Text): number {
    return Math.min(Y.createAbsolutePositionFromRelativePosition(place, this.#parts.doc)?.index ?? 0, text.length);
  }

  #marked = false;

  #showProblems(): void {
    if (!this.#extras || !this.#file || this.#disposed) return;
    const problems = this.#problems.get(this.#file.id) ?? [];
    if (problems.length === 0 && !this.#marked) return;
    const { state } = this.view;
    const diagnostics = problems.flatMap(({ line, column, message }) => {
      if (line < 1 || line > state.doc.lines) return [];
      const at = state.doc.line(line);
      const from = Math.min(at.from + Math.max(0, column - 1), at.to);
      const to = state.wordAt(from)?.to ?? at.to;
      return [{ from, to: Math.max(from, to), severity: "error" as const, message, source: "Last run" }];
    });
    this.#marked = diagnostics.length > 0;
    this.view.dispatch(this.#extras.setDiagnostics(state, diagnostics));
  }
}

function* textsOf(doc: Y.Doc): Iterable<string> {
  for (const entry of filesOf(doc).values()) {
    const text = entry.get("text");
    if (entry.has("path") && text instanceof Y.Text) yield text.toString();
  }
}

function same(json: unknown, place: Y.RelativePosition): boolean {
  if (typeof json !== "object" || json === null) return false;
  return Y.compareRelativePositions(Y.createRelativePositionFromJSON(json), place);
}
