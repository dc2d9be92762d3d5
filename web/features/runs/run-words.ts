/** What people read about a run. */
import { placeOf, type RunReason } from "#protocol/runs";
import type { Run, RunEvent, RunPhase } from "./run-log.ts";

/** `38 ms`, `1.2 s`, `1 min 5 s`. */
export function duration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}

/** How many runs are before one that waits; `own`: to the person who started it. */
export function aheadWords(position: number, own: boolean): string {
  if (position === 0) return own ? "you are next" : "next";
  return `${position} ${position === 1 ? "is" : "are"} before ${own ? "you" : "it"}`;
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
 * One line over the output: `Priya ran main.js`, `You ran main.js with random numbers 3` if they are the same each time.
 * It says of a run that the server did not execute whose browser did, and of a preview's console whose preview it is.
 */
export function whoRan(run: Run, self: string): string {
  const { entry, phase, seed } = run;
  const own = run.by.id === self;
  const who = own ? "You" : run.by.name;
  const place = placeOf(entry);
  if (place === "preview") return `Console of ${own ? "your" : `${who}’s`} preview of ${entry}`;
  const is = own ? "are" : "is";
  const does = { queued: `${is} waiting to run`, running: `${is} running`, ended: "ran" }[phase.kind];
  const where = place === "browser" ? ` in ${own ? "your" : "their"} browser` : "";
  return `${who} ${does} ${entry}${where}${seed === undefined ? "" : ` with random numbers ${seed}`}`;
}

/** Characters of what a program asks or a typed line printed that are read out. */
const SPOKEN = 200;

/** What a screen reader says of it. */
export function spoken(event: RunEvent, self: string): string {
  const { run } = event;
  const { phase } = run;
  switch (event.kind) {
    case "queued":
      return phase.kind === "queued" ? `${whoRan(run, self)}: ${aheadWords(phase.position, run.by.id === self)}.` : "";
    case "started":
      return `${whoRan(run, self)}.`;
    case "prompt":
      return event.text.trim() === ""
        ? "The program waits for an answer."
        : `The program asks: ${event.text.slice(0, SPOKEN)}`;
    case "returned":
      return event.text.slice(0, SPOKEN);
    case "ended": {
      if (phase.kind !== "ended") return "";
      const error = phase.error ? `${phase.error.name}: ${phase.error.message}.` : "";
      return [`${run.entry} ended: ${outcome(phase)}.`, error, explanation(phase) ?? ""].join(" ").trim();
    }
    default:
      return event satisfies never;
  }
}
