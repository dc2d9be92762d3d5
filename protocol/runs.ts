/** What a run is: the words that the page, the server and the sandbox share. */
import type { RunId } from "./ids.ts";

/** Errors that are shown under an error, as its cause, that one's cause and so on. */
export const MAX_CAUSES = 4;

export const RUN_REASONS = ["ok", "error", "time", "memory", "output", "cancelled", "crashed"] as const;
/** Why a run ended. `crashed`: the sandbox itself died, through no fault that can be named. */
export type RunReason = (typeof RUN_REASONS)[number];

export interface RunFile {
  /** As the person sees it, `lib/util.js`. */
  path: string;
  text: string;
}

/** Where an error was, in the person's own file; 1-based. */
export interface RunFrame {
  path: string;
  line: number;
  column: number;
  /** The function's name, if it has one. */
  name?: string;
}

export interface RunExcerpt {
  /** The number of the first of them; 1-based. */
  from: number;
  /** At most 4, each cut to 200 characters. */
  lines: string[];
}

export interface RunError {
  name: string;
  message: string;
  frames: RunFrame[];
  /** The lines around the first frame, as they stood when the run began. */
  excerpt?: RunExcerpt;
  /** The error's own `cause`, if that is an error too. */
  cause?: RunError;
  /** The cause is no more than what was being handled when this came up. */
  during?: true;
}

export interface RunLimits {
  /** Milliseconds of the program's own time: not the queue, not a wait for input. */
  time: number;
  /** Bytes of the instance's memory. */
  memory: number;
  /** Bytes of output, both streams together. */
  output: number;
  /** Milliseconds that one question waits for an answer; also what all waits for timers may take together. */
  wait: number;
}

export const RUN_LIMITS: RunLimits = {
  time: 5_000,
  memory: 64 * 1024 * 1024,
  output: 256 * 1024,
  wait: 120_000,
};

/** A run that lists the tests of its entry, or runs one of them. */
export interface Exercise {
  /** Index among the tests of the file, in their order; null only lists them. */
  test: number | null;
  /** Files, the entry among them, for an instance of their own: programs never meet their text. */
  hidden?: RunFile[];
}

/** What a run with `exercise` has found, beside its reason and error. */
export interface ExerciseReport {
  /** The names of the file's tests, in their order. */
  tests: string[];
  /** Indices of those that are listed and not to be run. */
  skipped: number[];
  /** The one that was run has passed. */
  passed: boolean;
  /** Milliseconds that it took, without its file's loading. */
  ms: number;
  /** Both values as Node prints them, where a matcher has compared two. */
  expected?: string;
  actual?: string;
}

export interface RunRequest {
  runId: RunId;
  /** The path of the file that starts. */
  entry: string;
  files: RunFile[];
  /** For fairness: who presses Run, and in which room. Opaque to the sandbox. */
  person: string;
  room: string;
  limits?: Partial<RunLimits>;
  /** Its values may be kept when it has ended, for lines typed after it; `onOpen` says whether they are. */
  keep?: true;
  /** Deterministic: chance comes from this whole number, and the clock stands still but for timers. */
  seed?: number;
  exercise?: Exercise;
}

/** The largest seed of a deterministic run; the least is 0. */
export const MAX_SEED = 2_147_483_647;

/** An answer that is this character alone (Ctrl+D) says that there are no more lines. */
export const END_OF_INPUT = "\u0004";

/** A line typed after a program that has ended, which goes on with that program's values. */
export interface LineRequest {
  /** Of its own. */
  runId: string;
  /** The run whose values are kept. */
  session: string;
  text: string;
  person: string;
  room: string;
  limits?: Partial<RunLimits>;
}

/** The sentence about a run that a person has stopped. */
export const stoppedBy = (name: string): string => `${name} stopped it.`;

export type RunStream = "out" | "err";

export interface RunOutcome {
  reason: RunReason;
  error?: RunError;
  /** Milliseconds of the program's own time. */
  cpuMs: number;
  /** Milliseconds from start to end, waits included. */
  wallMs: number;
  /** What a person is told, in one plain sentence, where the reason alone does not say it. */
  explanation?: string;
  exercise?: ExerciseReport;
}

const IN_SANDBOX = /\.(m?js|cjs|jsx|ts|mts|tsx)$/i;
/** Python is no sandbox on a server. */
const IN_BROWSER = /\.(py|sql)$/i;
const PAGE = /\.html?$/i;

/**
 * Where a file executes: on the server, in the page of whoever starts it, or, as a web page, in the preview of
 * whoever looks at it. Null if it is none of these.
 */
export type RunPlace = "sandbox" | "browser" | "preview";

export function placeOf(path: string): RunPlace | null {
  if (IN_SANDBOX.test(path)) return "sandbox";
  if (IN_BROWSER.test(path)) return "browser";
  return PAGE.test(path) ? "preview" : null;
}

/** Null if Run can start the file; otherwise the sentence that says why not. */
export function whyNotRunnable(path: string): string | null {
  const place = placeOf(path);
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (place === "preview") return `${name} is a page. Open Preview to see it.`;
  if (place === null) return `${name} is not a program. Choose a JavaScript, TypeScript, Python or SQL file to run.`;
  return null;
}
