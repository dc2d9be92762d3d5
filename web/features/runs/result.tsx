"use client";
import { TriangleAlert } from "lucide-react";
import type { RunId } from "#protocol/ids";
import { keysLabel, useWorkbench } from "#web/features/room/room";
import { RaisedError } from "./raised-error.tsx";
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
            <RaisedError error={error} go={go} />
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
          ? "The program ended without printing anything. "
          : ""}
        Press {keysLabel("Mod-Enter")} to run again. Everyone here sees this output.
      </p>
    </div>
  );
}
