"use client";
/** The editor's panel: makes the one CodeEditor and tells it which file, whose rights and what size. */
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { EmptyState } from "#web/components/ui/empty-state";
import {
  announce,
  notify,
  useCan,
  useDocumentSynced,
  useFiles,
  useFollowedView,
  useNonce,
  useRoomClient,
  useSettings,
  useWorkbench,
} from "#web/features/room/room";
import { CodeEditor } from "./code-editor.ts";

export function Editor() {
  const client = useRoomClient();
  const nonce = useNonce();
  const synced = useDocumentSynced(client.code);
  const files = useFiles();
  const { file, onGo, openFile, following } = useWorkbench();
  const [{ fontSize }] = useSettings();
  const writable = useCan("document.write");
  const followed = useFollowedView();
  const parent = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<CodeEditor | null>(null);
  const shown = files.find(({ id }) => id === file);
  const latest = useRef({ files, place: null as { file: string; line?: number; column?: number } | null });
  latest.current.files = files;

  useEffect(() => {
    if (!parent.current) return;
    const made = new CodeEditor({
      parent: parent.current,
      doc: client.code.doc,
      awareness: client.code.awareness,
      nonce,
      setView: (view) => client.setView(view),
      fits: (bytes) => client.code.size.fits(bytes),
      refused: (sentence) => notify(sentence, { kind: "bad", id: "editor-refused" }),
      say: announce,
    });
    setEditor(made);
    const stop = client.onMessage((message) => {
      if (message.type === "run.started") made.markProblems(undefined, () => undefined);
      if (message.type === "run.ended") {
        made.markProblems(message.error, (path) => latest.current.files.find((one) => one.path === path)?.id);
      }
      if (message.type === "refused" && message.code === "document-full") {
        notify(message.message, { kind: "bad", id: "editor-refused", duration: 15_000 });
      }
    });
    return () => {
      stop();
      setEditor(null);
      made.dispose();
    };
  }, [client, nonce]);

  useLayoutEffect(() => {
    parent.current?.style.setProperty("--editor-font-size", `${fontSize}px`);
    editor?.view.requestMeasure();
  }, [editor, fontSize]);

  useEffect(() => editor?.setReadOnly(!writable), [editor, writable]);

  useEffect(() => {
    if (!editor || !synced) return;
    if (!shown) return editor.clear();
    editor.show(shown.id, shown.path);
    const { place } = latest.current;
    if (place?.file !== shown.id) return;
    latest.current.place = null;
    editor.go(place.line, place.column);
  }, [editor, synced, shown]);

  useEffect(
    () =>
      onGo(({ file: target, line, column }) => {
        if (editor?.file === target) editor.go(line, column);
        // The file comes on screen with the next render.
        else
          latest.current.place = {
            file: target,
            ...(line === undefined ? {} : { line }),
            ...(column === undefined ? {} : { column }),
          };
      }),
    [editor, onGo],
  );

  // What a followed person looks at: the file first, the lines once it is on screen.
  const followedFile = following ? followed?.file : undefined;
  const [first, last] = followed?.lines ?? [];
  useEffect(() => {
    const target = files.find(({ id }) => id === followedFile);
    if (target && target.id !== file) openFile(target.id);
  }, [followedFile, files, file, openFile]);
  useEffect(() => {
    if (!editor || first === undefined || last === undefined || followedFile !== editor.file) return;
    editor.lookAt([first, last]);
  }, [editor, followedFile, first, last]);

  return (
    <div className="relative h-full min-h-0 min-w-0 bg-code-bg">
      <div ref={parent} className="absolute inset-0" hidden={synced && !shown} />
      {synced && !shown ? (
        <EmptyState className="h-full" title={files.length === 0 ? "No files yet" : "No file is open"}>
          {files.length === 0 ? "Make one with New file in the list of files." : "Choose one in the list of files."}
        </EmptyState>
      ) : null}
      {synced ? null : <Skeleton />}
    </div>
  );
}

const WIDTHS = ["w-56", "w-72", "w-40", "w-64", "w-32"];

function Skeleton() {
  return (
    <div role="status" aria-label="Loading the code" className="absolute inset-0 bg-code-bg px-14 py-3">
      {WIDTHS.map((width) => (
        <div key={width} className={`mb-2.5 h-3 animate-skeleton rounded-sm bg-sunken ${width}`} />
      ))}
    </div>
  );
}
