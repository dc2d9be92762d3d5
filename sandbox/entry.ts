/** A run as the client keeps it, from its request to its outcome; and what is asked of the sandbox, which all agree on. */
import type { LineRequest, RunLimits, RunOutcome, RunRequest, RunStream } from "#protocol/runs";
import { RUN_LIMITS } from "#protocol/runs";
import { MIN_MEMORY } from "./limits.ts";
import type { Turn } from "./turns.ts";

export interface RunEvents {
  /** Only if the run has to wait: 1 is next. Again whenever it changes. */
  onQueued(position: number): void;
  onStarted(): void;
  /** In order; at most every 16 ms but at the end, and at once where the stream changes. */
  onOutput(stream: RunStream, text: string): void;
  /** The program waits for `input()`; its time stands still. */
  onPrompt(text: string): void;
  /** Just before the outcome of a run with `keep`: lines can be typed after it, from now until `onClosed`. */
  onOpen?(): void;
  onClosed?(): void;
}

export interface Entry extends Turn {
  request: RunRequest | LineRequest;
  events: RunEvents;
  state: "queued" | "sent" | "active" | "waiting" | "waking" | "parked" | "ended";
  /** It was begun once already, and nobody has seen anything of that. */
  again: boolean;
  /** `performance.now()` when it got the slot that it has. */
  since: number;
  /** `performance.now()` when it was asked for the slot; null if it was not. */
  asked: number | null;
  /** It did not give its slot, so another was given beside it. */
  overdrawn: boolean;
  /** Children that died with it before it had begun. */
  deaths: number;
  /** Characters of output so far. */
  printed: number;
  /** Shown, and not yet answered. */
  prompted: boolean;
  /** By a person, just now. */
  answered: boolean;
  position: number;
  /** Its wait was ended for the sake of other rooms. */
  crowdedOut: boolean;
  resolve(outcome: RunOutcome): void;
}

export function newEntry(request: Entry["request"], events: RunEvents, resolve: Entry["resolve"]): Entry {
  const { runId, room, person } = request;
  return {
    ...{ runId, room, person, request, events, resolve },
    ...{ state: "queued", used: 0, parked: false, again: false, since: 0, asked: null, overdrawn: false },
    ...{ deaths: 0, printed: 0, prompted: false, answered: false, position: 0, crowdedOut: false },
  };
}

/** A request may ask for less than the house's limits, never for more. */
export function limitsOf({ limits = {} }: Entry["request"]): RunLimits {
  const within = (asked: number | undefined, most: number, least: number): number =>
    Number.isFinite(asked) ? Math.min(most, Math.max(least, asked as number)) : most;
  return {
    time: within(limits.time, RUN_LIMITS.time, 1),
    memory: within(limits.memory, RUN_LIMITS.memory, MIN_MEMORY),
    output: within(limits.output, RUN_LIMITS.output, 1),
    wait: within(limits.wait, RUN_LIMITS.wait, 1),
  };
}
