/** What the client and the child, and the child and its threads, say to one another. */
import type { Exercise, RunFile, RunLimits, RunOutcome, RunStream } from "#protocol/runs";
import type { Image } from "./image.ts";

/** A run as it reaches a thread: limits complete, people and rooms left behind. */
export interface Job {
  runId: string;
  entry: string;
  files: RunFile[];
  limits: RunLimits;
  /** It was ended once for others and begins again: it is not ended so a second time. */
  again?: true;
  /** Its values stay in its thread when it has ended, until they are forgotten. */
  keep?: true;
  /** The run is deterministic; as in the request. */
  seed?: number;
  exercise?: Exercise;
}

/** A line for a program that has ended and is kept. */
export interface LineJob {
  runId: string;
  session: string;
  text: string;
  limits: RunLimits;
}

/** Client to child. The client owns the queue and never has more than `ACTIVE_RUNS` runs in slots. */
export type ToChild =
  | { type: "run"; job: Job }
  | { type: "line"; job: LineJob }
  /** The values of this run are not wanted any more. */
  | { type: "forget"; runId: string }
  | { type: "stop"; runId: string }
  | { type: "input"; runId: string; text: string }
  /** Gives a waking or parked run its slot back. */
  | { type: "resume"; runId: string }
  /** Others wait: the run is to begin again later if nobody has seen anything of it, else to stand still, if it may. */
  | { type: "yield"; runId: string; park: boolean };

export type FromChild =
  | { type: "ready" }
  | { type: "health"; rss: number; threads: number }
  | { type: "started"; runId: string }
  | { type: "output"; runId: string; stream: RunStream; text: string }
  /** The run gives its slot up until it is `waking`. */
  | { type: "waiting"; runId: string; prompt?: string }
  /** `used`: milliseconds of the program's own time so far, here and below. */
  | { type: "waking"; runId: string; used: number }
  /** It stands still and has given its slot up. */
  | { type: "parked"; runId: string; used: number }
  /** It was ended before it had said anything, and is to be run again from its beginning. */
  | { type: "restart"; runId: string; used: number }
  /** It has run for `LONG_RUN`, and its thread can be known by its niceness. */
  | { type: "long"; runId: string }
  /** `open`: the program's values are kept, after a line as well. */
  | { type: "ended"; runId: string; outcome: RunOutcome; open?: true }
  /** A run that was kept is not any more. */
  | { type: "closed"; runId: string };

/** Child to thread. While a run is under way the thread reads these only where it waits. */
export type ToThread =
  | { type: "run"; job: Job }
  | { type: "line"; job: LineJob }
  | { type: "forget" }
  | { type: "image"; image: Image | null }
  | { type: "input"; text: string }
  | { type: "resume" };

export type FromThread =
  | { type: "idle" }
  /** There is output in the shared buffer. Sent once until the child has read it. */
  | { type: "output" }
  | { type: "waiting"; prompt?: string }
  | { type: "waking"; used: number }
  | { type: "parked"; used: number }
  | { type: "restart"; used: number; recycle: boolean }
  | { type: "long" }
  /** `recycle`: the thread must not run anything after this. `open`: it keeps the program, and runs nothing else. */
  | { type: "ended"; outcome: RunOutcome; recycle: boolean; open: boolean };

/** What a thread is given when it starts. */
export interface ThreadStart {
  shared: SharedMemory;
  engine: WebAssembly.Module;
  /** The modules that run inside the guest: name → source. */
  guest: Record<string, string>;
  image: Image | null;
}

/** Memory that a thread and the child share, so that they reach each other while the guest runs. */
export interface SharedMemory {
  /** Indexed by the constants below. */
  control: Int32Array<SharedArrayBuffer>;
  /** [0] milliseconds that this run has waited or stood still, [1] when the wait under way began or 0; on `monotonic()`'s clock. */
  clock: Float64Array<SharedArrayBuffer>;
  output: Uint8Array<SharedArrayBuffer>;
}

/** Non-zero: end the run. */
export const STOP = 0;
/** Set and notified when a waiting thread has a message to read. */
export const WAKE = 1;
/** Bytes of `output` that are written. */
export const WRITTEN = 2;
/** 1 while the child knows that there is something to read. */
export const DIRTY = 3;
/** Whether others wait for the slot: one of the three below. */
export const YIELD = 4;
export const YIELD_NO = 0;
/** Only by beginning again. */
export const YIELD_RESTART = 1;
/** By beginning again or by standing still. */
export const YIELD_PARK = 2;

export function createSharedMemory(outputBytes: number): SharedMemory {
  return {
    control: new Int32Array(new SharedArrayBuffer(20)),
    clock: new Float64Array(new SharedArrayBuffer(16)),
    output: new Uint8Array(new SharedArrayBuffer(outputBytes)),
  };
}

/** Milliseconds on a clock that all threads of the machine share; `performance.now()` starts anew in each. */
export function monotonic(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1_000 + nanoseconds / 1e6;
}
