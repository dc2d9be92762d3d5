"use client";
/** How the tests that are being written end on the room's files of the moment. */
import { useEffect } from "react";
import { Spinner } from "#web/components/ui/spinner";
import { announce } from "#web/features/room/room";
import type { Trial } from "./hidden-draft.ts";
import { countWords, progressOf } from "./test-log.ts";
import { TestRow } from "./test-row.tsx";

export interface HiddenTrialProps {
  trial: Exclude<Trial, { kind: "none" }>;
  /** Of the text in the editor: a place in it is gone to there. */
  path: string;
  go(place: { line: number; column?: number }): void;
}

export function HiddenTrial({ trial: { kind, tests }, path, go }: HiddenTrialProps) {
  const { done, all } = progressOf(tests);
  const running = kind === "running";
  const words = running
    ? tests.length === 0
      ? "Looking for tests on the current code …"
      : `${done} of ${all} run on the current code`
    : `${kind === "stopped" ? "Stopped: " : ""}${countWords(tests)}`;
  // The steps on the way are seen, not heard.
  useEffect(() => {
    if (!running) announce(`${words} on the current code.`);
  }, [running, words]);
  return (
    <section aria-label="On the current code" className="flex max-h-[40%] min-h-16 flex-none flex-col">
      <p className="flex flex-none items-center gap-2 pb-1 text-ink-2">
        {running ? <Spinner /> : null}
        {running ? words : `${words}, for you alone.`}
      </p>
      {tests.length > 0 ? (
        <ul
          aria-label="Results on the current code"
          className="min-h-0 flex-1 overflow-auto rounded-md border border-line"
        >
          {tests.map((test) => (
            <TestRow
              key={test.id}
              test={test}
              opened={test.status === "failed"}
              go={(place) => place.path === path && go(place)}
            />
          ))}
        </ul>
      ) : null}
    </section>
  );
}
