"use client";
import { TriangleAlert } from "lucide-react";
import type { RunId } from "#protocol/ids";
import { keysLabel, useWorkbench } from "#web/features/room/room";
import type { RunLog, RunPhase } from "./run-log.ts";
import { explanation } from "./run-words.ts";

interface ResultProps {
  phase: Extract<RunPhase, { kind: "ended" }>;
  log: RunLog;
  runId: RunId;
}

/** How a run ended: its error with links to the lines, the reason in plain words, or that it printed nothing. */
export function Result({ phase, log, runId }: ResultProps) {
  const { go } = useWorkbench();
  const why = explanation(phase);
  const { error } = phase;
  return (
    <div className="pt-1">
      {error ? (
        <div className="my-1 flex gap-2 border-l-3 border-bad bg-bad-soft px-3 py-1.5 text-bad">
          <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 flex-none" />
          <div className="min-w-0">
            <p className="font-semibold break-words whitespace-pre-wrap">
              {error.name}: {error.message}
            </p>
            <ul>
              {error.frames.map((frame, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a stack can hold the same frame twice, and never changes
                <li key={index}>
                  at {frame.name ? `${frame.name} ` : ""}
                  <button
                    type="button"
                    className="rounded-sm underline decoration-1 underline-offset-2 hover:decoration-2"
                    onClick={() => go({ path: frame.path, line: frame.line, column: frame.column })}
                  >
                    {frame.path}:{frame.line}:{frame.column}
                  </button>
                </li>
              ))}
            </ul>
          </div>
        </div>
      ) : null}
      {why ? (
        <p
          className={`my-1 border-l-3 px-3 py-1.5 font-sans text-md ${
            phase.reason === "cancelled" || phase.reason === "ok"
              ? "border-line-strong text-ink-2"
              : "border-warn bg-warn-soft text-warn"
          }`}
        >
          {why}
        </p>
      ) : null}
      <p className="px-3.5 pt-1 font-sans text-sm text-ink-3">
        {phase.reason === "ok" && log.transcript(runId).pieces.length === 0
          ? "The program ended without printing anything. console.log(…) prints. "
          : ""}
        Press {keysLabel("Mod-Enter")} to run again. Everyone here sees this output.
      </p>
    </div>
  );
}
