"use client";
import type { Ref } from "react";
import { classes } from "#web/components/ui/classes";
import { keysLabel, useWorkbench } from "#web/features/room/room";
import { RaisedError } from "./raised-error.tsx";
import type { RunPhase } from "./run-log.ts";
import { explanation } from "./run-words.ts";

interface ResultProps {
  phase: Extract<RunPhase, { kind: "ended" }>;
  /** It printed nothing. */
  silent: boolean;
  /** Says how to run it again: where nothing else stands below. */
  again: boolean;
  ref: Ref<HTMLDivElement>;
}

/** How a run ended: its error, what that means in plain words, the lines it names; or that it printed nothing. */
export function Result({ phase, silent, again, ref }: ResultProps) {
  const { go } = useWorkbench();
  const why = explanation(phase);
  const { error, reason } = phase;
  const calm = reason === "cancelled" || reason === "ok";
  const hint = [
    reason === "ok" && silent ? "The program ended without printing anything." : "",
    again ? `Press Run or ${keysLabel("Mod-Enter")} to run again. Everyone here sees this output.` : "",
  ].filter((text) => text !== "");
  return (
    <div ref={ref}>
      {error ? (
        <div className="my-1 border-l-3 border-bad">
          <RaisedError error={error} why={why} go={go} />
        </div>
      ) : null}
      {why && !error ? (
        <p
          className={classes(
            "my-1 border-l-3 px-3 py-1.5 font-sans text-md",
            calm ? "border-line-strong text-ink-2" : "border-warn bg-warn-soft text-warn",
          )}
        >
          {why}
        </p>
      ) : null}
      {hint.length > 0 ? <p className="px-3.5 pt-1 font-sans text-sm text-ink-3">{hint.join(" ")}</p> : null}
    </div>
  );
}
