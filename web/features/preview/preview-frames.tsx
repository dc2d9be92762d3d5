"use client";
/** The page in a frame. A new version loads behind the one that is shown and takes its place: nothing flickers. */
import { OctagonX, RotateCw } from "lucide-react";
import { useCallback, useEffect, useRef, useState } from "react";
import { Button } from "#web/components/ui/button";
import { EmptyState } from "#web/components/ui/empty-state";
import type { PreviewConsole } from "./preview-console.ts";
import { useFrameWords } from "./use-frame-words.ts";

/** What the page may do. Not `allow-same-origin`: it is the students' code, and has no place to call its own. */
const SANDBOX = "allow-scripts allow-forms allow-modals allow-pointer-lock";
/** Milliseconds after which a version that has not finished loading (an endless request) is shown as it is. */
const PATIENCE = 4000;

export interface PreviewFramesProps {
  url: string;
  /** Another number loads the page anew. */
  version: number;
  title: string;
  /** Where its console goes. */
  heard: PreviewConsole;
  onReload(): void;
}

export function PreviewFrames({ url, version, title, heard, onReload }: PreviewFramesProps) {
  const [shown, setShown] = useState(version);
  const [flooded, setFlooded] = useState<number | null>(null);
  const newest = useRef<HTMLIFrameElement>(null);
  useFrameWords(
    useCallback(() => newest.current, []),
    heard,
    useCallback(() => setFlooded(version), [version]),
  );
  useEffect(() => {
    if (shown === version) return;
    const timer = setTimeout(() => setShown(version), PATIENCE);
    return () => clearTimeout(timer);
  }, [shown, version]);
  if (flooded === version) return <Flooded onReload={onReload} />;
  const versions = shown === version ? [version] : [shown, version];
  return (
    <div className="relative min-h-0 flex-1 bg-white">
      {versions.map((one) => (
        <iframe
          key={one}
          ref={one === version ? newest : null}
          src={`${url}?v=${one}`}
          title={title}
          sandbox={SANDBOX}
          referrerPolicy="no-referrer"
          onLoad={() => setShown(one === version ? version : shown)}
          aria-hidden={one !== shown}
          tabIndex={one === shown ? undefined : -1}
          className="absolute inset-0 size-full border-0 data-[waiting=true]:invisible"
          data-waiting={one !== shown}
        />
      ))}
    </div>
  );
}

function Flooded({ onReload }: { onReload(): void }) {
  return (
    <div role="alert" className="flex flex-1 flex-col">
      <EmptyState className="flex-1" icon={<OctagonX />} title="The page was stopped">
        <p className="mb-3">
          It sent this room more messages than a page can have to say. Look for a loop around postMessage.
        </p>
        <Button icon={<RotateCw className="size-4" />} onClick={onReload}>
          Load it again
        </Button>
      </EmptyState>
    </div>
  );
}
