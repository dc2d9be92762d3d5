"use client";
/** The editor above its program's output. */
import { type ReactNode, useState } from "react";
import { ErrorBoundary } from "#web/components/ui/error-boundary";
import { Split } from "#web/components/ui/split";
import { Editor } from "#web/features/editor/editor";
import { EditorTabs } from "#web/features/editor/editor-tabs";
import { Output } from "#web/features/runs/output";
import { RunButton } from "#web/features/runs/run-button";
import { BottomTabs } from "./bottom-tabs.tsx";

/** Pixels: header, tabs, twenty lines of code and their margins. What is left is the output's. */
const ABOVE_OUTPUT = 44 + 36 + 20 * 22.4 + 20;
/** Pixels. Three lines below the panel's own head; and as tall as the drawing. */
const OUTPUT = { least: 96, most: 232 } as const;

/** Pixels: tabs and five lines of code. */
const EDITOR_LEAST = 36 + 5 * 22.4 + 12;

export function outputHeight(windowHeight: number): number {
  return Math.min(OUTPUT.most, Math.max(OUTPUT.least, windowHeight - ABOVE_OUTPUT));
}

export function CodeColumn() {
  const [height] = useState(() => outputHeight(window.innerHeight));
  return (
    <Split
      label="Editor and output"
      between="rows"
      sized="second"
      initial={height}
      least={64}
      most={900}
      rest={EDITOR_LEAST}
      remember="pairlab.output"
      first={<EditorWithRun />}
      second={<OutputPanel />}
    />
  );
}

export function EditorWithRun() {
  return (
    <div id="editor" tabIndex={-1} className="flex h-full min-h-0 flex-col bg-code-bg outline-none">
      <div className="flex h-9 flex-none items-center gap-2 border-b border-line bg-surface pr-2">
        <ErrorBoundary what="The tabs">
          <EditorTabs />
        </ErrorBoundary>
        <ErrorBoundary what="Run">
          <RunButton />
        </ErrorBoundary>
      </div>
      <div className="min-h-0 flex-1">
        <ErrorBoundary what="The editor">
          <Editor />
        </ErrorBoundary>
      </div>
    </div>
  );
}

/** `run`: where no Run is in sight beside it. */
export function OutputPanel({ run }: { run?: ReactNode }) {
  return (
    <section aria-label="Output and errors" className="h-full min-h-0 bg-surface">
      <ErrorBoundary what="The output">
        <BottomTabs output={<Output run={run} />} />
      </ErrorBoundary>
    </section>
  );
}
