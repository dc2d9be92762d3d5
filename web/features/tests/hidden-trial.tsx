"use client";
/** How the tests that are being written end on the room's files of the moment. */
import { useEffect } from "react";
import { Spinner } from "#web/components/ui/spinner";
import { announce } from "#web/features/room/room";
import type { Trial } from "./hidden-draft.ts";
import { countWords } from "./test-log.ts";
import { TestRow } from "./test-row.tsx";

export interface HiddenTrialProps {
  trial: Trial;
  /** Of the text in the editor: a place in it is gone to there. */
  path: string;
  go(place: { line: number; column?: number }): void;
}

export function HiddenTrial({ trial, path, go }: HiddenTrialProps) {
  const words = trial.kind === "done" ? countWords(trial.tests) : null;
  useEffect(() => {
    if (words) announce(`${words} on the current code.`);
  }, [words]);
  if (trial.kind !== "done") {
    return (
      <p className="flex flex-none items-center gap-2 text-ink-2">
        <Spinner /> Running them on the current code …
      </p>
    );
  }
  return (
    <section aria-label="On the current code" className="flex max-h-[40%] min-h-16 flex-none flex-col">
      <p className="flex-none pb-1 text-ink-2">{words}, for you alone.</p>
      <ul
        aria-label="Results on the current code"
        className="min-h-0 flex-1 overflow-auto rounded-md border border-line"
      >
        {trial.tests.map((test) => (
          <TestRow
            key={test.id}
            test={test}
            opened={test.status === "failed"}
            go={(place) => place.path === path && go(place)}
          />
        ))}
      </ul>
    </section>
  );
}
