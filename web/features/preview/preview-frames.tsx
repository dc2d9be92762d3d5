"use client";
/** The page in a frame. A new version loads behind the one that is shown and takes its place: nothing flickers. */
import { Hourglass, OctagonX, RotateCw } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "#web/components/ui/button";
import { EmptyState } from "#web/components/ui/empty-state";
import { FrameLink } from "./frame-link.ts";
import type { PreviewConsole } from "./preview-console.ts";

/** What the page may do. Not `allow-same-origin`: it is the students' code, and has no place to call its own. */
const SANDBOX = "allow-scripts allow-forms allow-modals allow-pointer-lock";
/** Milliseconds after which a version that has not finished loading (an endless request) is shown as it is. */
const PATIENCE = 4000;
/** Milliseconds without any frame in which the browser ends the process of one that stands still. */
const ENDING = 150;

export interface PreviewFramesProps {
  url: string;
  /** Another number loads the page anew. */
  version: number;
  title: string;
  /** Where its console goes. */
  heard: PreviewConsole;
  onReload(): void;
}

/** The versions in the document: the shown one, and one that loads behind it; or none. */
type Frames = { shown: number; loading: number } | null;
type Trouble = "flood" | "stuck" | null;

export function PreviewFrames({ url, version, title, heard, onReload }: PreviewFramesProps) {
  const [frames, setFrames] = useState<Frames>({ shown: version, loading: version });
  const [trouble, setTrouble] = useState<Trouble>(null);
  const link = useRef<FrameLink>(null);
  const newest = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    const made = new FrameLink(heard, {
      onFlood: () => {
        setFrames(null);
        setTrouble("flood");
      },
      onStuck: (stuck) => setTrouble(stuck ? "stuck" : null),
    });
    link.current = made;
    return () => made.dispose();
  }, [heard]);
  useEffect(() => link.current?.attach(newest.current));

  const wanted = useRef(version);
  useEffect(() => {
    if (wanted.current === version) return;
    wanted.current = version;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const load = (shown?: number) => {
      setTrouble(null);
      setFrames((before) => ({ shown: shown ?? before?.shown ?? version, loading: version }));
    };
    void link.current?.alive().then((alive) => {
      if (wanted.current !== version) return;
      if (alive) return load();
      setFrames(null);
      timer = setTimeout(() => load(version), ENDING);
    });
    return () => clearTimeout(timer);
  }, [version]);

  const show = (one: number) => setFrames((now) => (now?.loading === one ? { shown: one, loading: one } : now));
  const { shown = version, loading = version } = frames ?? {};
  useEffect(() => {
    if (shown === loading) return;
    const timer = setTimeout(() => setFrames({ shown: loading, loading }), PATIENCE);
    return () => clearTimeout(timer);
  }, [shown, loading]);

  const versions = frames === null ? [] : shown === loading ? [loading] : [shown, loading];
  return (
    <div className="relative min-h-0 flex-1">
      {versions.map((one) => (
        <iframe
          key={one}
          ref={one === loading ? newest : null}
          src={`${url}?v=${one}`}
          title={title}
          sandbox={SANDBOX}
          referrerPolicy="no-referrer"
          onLoad={() => show(one)}
          aria-hidden={one !== shown}
          tabIndex={one === shown ? undefined : -1}
          // A page that names no colours is black on white in a browser, whatever the room's theme is.
          className="absolute inset-0 size-full border-0 bg-[#fff] scheme-light data-[waiting=true]:invisible"
          data-waiting={one !== shown}
        />
      ))}
      {trouble === "flood" ? (
        <Notice icon={<OctagonX />} title="The page was stopped" action="Load it again" onAction={onReload}>
          It sent this room more messages than a page can have to say. Is there a loop around postMessage?
        </Notice>
      ) : null}
      {trouble === "stuck" ? (
        <Notice
          icon={<Hourglass />}
          title="The page does not answer"
          action="Stop and load it again"
          onAction={onReload}
        >
          Is there a loop that never ends? Change the code, and the page is loaded again.
        </Notice>
      ) : null}
    </div>
  );
}

interface NoticeProps {
  icon: ReactNode;
  title: string;
  action: string;
  onAction(): void;
  children: ReactNode;
}

function Notice({ icon, title, action, onAction, children }: NoticeProps) {
  return (
    <div role="alert" className="absolute inset-0 flex flex-col justify-center bg-surface">
      <EmptyState icon={icon} title={title}>
        <p className="mb-3">{children}</p>
        <Button icon={<RotateCw className="size-4" />} onClick={onAction}>
          {action}
        </Button>
      </EmptyState>
    </div>
  );
}
