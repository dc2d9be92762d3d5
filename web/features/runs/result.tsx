"use client";
import { TriangleAlert } from "lucide-react";
import type { RunId } from "#protocol/ids";
import type { RunExcerpt, RunFrame } from "#protocol/runs";
import { keysLabel, useWorkbench } from "#web/features/room/room";
import type { RunLog, RunPhase } from "./run-log.ts";
import { explanation } from "./run-words.ts";
import { visibleText } from "./visible-text.ts";

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
            {error.excerpt && error.frames[0] ? <Excerpt excerpt={error.excerpt} frame={error.frames[0]} /> : null}
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
          ? "The program ended without printing anything. "
          : ""}
        Press {keysLabel("Mod-Enter")} to run again. Everyone here sees this output.
      </p>
    </div>
  );
}

/** The lines around the error, with a mark below its place. */
function Excerpt({ excerpt, frame }: { excerpt: RunExcerpt; frame: RunFrame }) {
  const width = String(excerpt.from + excerpt.lines.length).length;
  return (
    <pre className="my-1 overflow-x-auto rounded-sm bg-code-bg px-2 py-1 text-ink">
      {excerpt.lines.map((line, index) => {
        const number = excerpt.from + index;
        const isPlace = number === frame.line;
        return (
          <span key={number} className={isPlace ? "font-semibold" : "text-ink-2"}>
            {`${isPlace ? ">" : " "} ${String(number).padStart(width)} | ${visibleText(line)}\n`}
            {isPlace ? (
              <span aria-hidden="true" className="text-bad">
                {`${" ".repeat(width + 2)} | ${line.slice(0, frame.column - 1).replace(/[^\t]/g, " ")}^\n`}
              </span>
            ) : null}
          </span>
        );
      })}
    </pre>
  );
}
