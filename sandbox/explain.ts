/** What a person is told about the end of a run, in one plain sentence. */
import type { RunLimits, RunReason } from "#protocol/runs";
import type { Job, LineJob } from "./wire.ts";

/** What ends a run from outside the program. */
export interface Ending {
  reason: RunReason;
  explanation?: string;
}

/** Where the program was, as far as that could be seen. */
export interface Place {
  path: string;
  line: number;
}

const seconds = (ms: number): string => {
  const value = Number((ms / 1_000).toFixed(1));
  return value === 1 ? "1 second" : `${value} seconds`;
};
const minutes = (ms: number): string => (ms % 60_000 === 0 ? `${ms / 60_000} minutes` : seconds(ms));
const at = (place: Place | undefined): string => (place ? ` at ${place.path} line ${place.line}` : "");

export function explainTime(limits: RunLimits, place?: Place): string {
  return `The program ran for ${seconds(limits.time)} without finishing, so it was stopped${at(place)}: probably a loop that never ends.`;
}

export function explainMemory(limits: RunLimits, place?: Place): string {
  return `The program used all of its ${Math.round(limits.memory / 1_048_576)} MB of memory${at(place)}: probably something that grows in a loop.`;
}

export function explainOutput(limits: RunLimits, place?: Place): string {
  return `The program printed more than ${Math.round(limits.output / 1024)} KB, so it was stopped${at(place)}. What it printed until then is shown.`;
}

/** A thread that had to be ended inside one long operation of the language itself, where no line can be seen. */
export function explainKill(job: Job | LineJob): string {
  const { limits } = job;
  return `${"session" in job ? "The line" : job.entry} ran for ${seconds(limits.time)} without finishing, so it was stopped, inside one single operation that takes very long: probably a huge sort, repeat, join or regular expression.`;
}

/** The clock has ended it: it had too little of a processor to come to its limit. */
export function explainStarved(job: Job | LineJob, spent: number): string {
  return `The machine was so busy with other things that ${"session" in job ? "the line" : job.entry} got only ${seconds(spent)} of its ${seconds(job.limits.time)}, so it was stopped. Run it again in a moment.`;
}

/** `files` import one another in this order, the last one the first. */
export function explainCycle(files: string[]): string {
  const [first = "", second = ""] = files;
  const circle =
    files.length === 2 ? `${first} and ${second} import each other` : `${[...files, first].join(" imports ")}`;
  return `${circle}, so one of them runs before the other has its values. Move what both need into a third file.`;
}

/** `ms`: what it may wait, in all. */
export function explainInput(ms: number): string {
  return `The program waited ${minutes(ms)} for an answer and nobody gave one, so it was stopped.`;
}

export function explainTimers(ms: number): string {
  return `The program had been waiting for its timers for ${minutes(ms)}, so it was stopped. Call clearInterval when you are done.`;
}

/** The thread's own heap: programs have another. */
export const HEAP_FULL =
  "To read the program took more memory than there is for it, so it was stopped. Is one of its files very large?";

/** The engine has given itself up, or its thread has died. */
export const CRASHED =
  "The program hit a fault of the JavaScript engine itself, so it was stopped. Nobody else was affected. You can run again; if it stops there again, write that line in another way.";

export function explain(reason: RunReason, limits: RunLimits, place?: Place): string | undefined {
  switch (reason) {
    case "time":
      return explainTime(limits, place);
    case "memory":
      return explainMemory(limits, place);
    case "output":
      return explainOutput(limits, place);
    case "crashed":
      return CRASHED;
    default:
      return undefined;
  }
}
