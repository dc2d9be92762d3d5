/** What people read about a run. */
import { placeOf, type RunReason } from "#protocol/runs";
import type { Run, RunPhase } from "./run-log.ts";

/** `38 ms`, `1.2 s`, `1 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

/** `14:07:32` in the reader's own time zone. */
export function clockTime(at: number): string {
  return clock.format(at);
}

/** The outcome in a few words. */
export function outcome(phase: Extract<RunPhase, { kind: "ended" }>): string {
  switch (phase.reason) {
    case "ok":
      return duration(phase.wallMs);
    case "error":
      return `failed after ${duration(phase.wallMs)}`;
    case "time":
      return `stopped after ${duration(phase.cpuMs || phase.wallMs)}: it took too long`;
    case "memory":
      return "stopped: out of memory";
    case "output":
      return "stopped: too much output";
    case "cancelled":
      return `stopped after ${duration(phase.wallMs)}`;
    case "crashed":
      return "interrupted";
    default: {
      const never: never = phase.reason;
      return never;
    }
  }
}

/** Why it ended, in a plain sentence; null where nothing needs saying. */
export function explanation(phase: { reason: RunReason; explanation?: string }): string | null {
  if (phase.explanation) return phase.explanation;
  switch (phase.reason) {
    case "ok":
    case "error":
      return null;
    case "time":
      return "The program used all of its time, so it was stopped. Is there a loop that never ends?";
    case "memory":
      return "The program used all of its memory, so it was stopped.";
    case "output":
      return "The program printed more than can be kept. The rest is left out.";
    case "cancelled":
      return "Stopped.";
    case "crashed":
      return "The run was interrupted, through no fault of the program. Run it again.";
    default: {
      const never: never = phase.reason;
      return never;
    }
  }
}

/**
 * One line over the output: `Priya ran main.js`, `You ran main.js with numbers 3` if it is the same each time. It says
 * of a run that the server did not execute whose browser did, and of a preview's console whose preview it is.
 */
export function whoRan(run: Run, self: string): string {
  const entry = run.entry ?? "the program";
  if (!run.by) return `${entry} is waiting`;
  const own = run.by.id === self;
  const who = own ? "You" : run.by.name;
  const place = run.entry === null ? null : placeOf(run.entry);
  if (place === "preview") return `Console of ${own ? "your" : `${who}’s`} preview of ${entry}`;
  const where = place === "browser" ? ` in ${own ? "your" : "their"} browser` : "";
  const said = `${run.phase.kind === "ended" ? `${who} ran` : `${who} ${own ? "are" : "is"} running`} ${entry}${where}`;
  return run.seed === undefined ? said : `${said} with numbers ${run.seed}`;
}
