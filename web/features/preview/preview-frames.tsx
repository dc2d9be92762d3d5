"use client";
/** The page in a frame. A new version loads behind the one that is shown and takes its place: nothing flickers. */
import { useEffect, useState } from "react";

/** What the page may do. Not `allow-same-origin`: it is the students' code, and has no place to call its own. */
const SANDBOX = "allow-scripts allow-forms allow-modals allow-pointer-lock";
/** Milliseconds after which a version that has not finished loading (an endless request) is shown as it is. */
const PATIENCE = 4000;

export interface PreviewFramesProps {
  url: string;
  /** Another number loads the page anew. */
  version: number;
  title: string;
}

export function PreviewFrames({ url, version, title }: PreviewFramesProps) {
  const [shown, setShown] = useState(version);
  useEffect(() => {
    if (shown === version) return;
    const timer = setTimeout(() => setShown(version), PATIENCE);
    return () => clearTimeout(timer);
  }, [shown, version]);
  const versions = shown === version ? [version] : [shown, version];
  return (
    <div className="relative min-h-0 flex-1 bg-white">
      {versions.map((one) => (
        <iframe
          key={one}
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
