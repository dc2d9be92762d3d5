/**
 * The tests of a room's exercise: which files have them, and what a role learns of their results. The pages use it:
 * what checks a body stands in http.ts, for zod would come along.
 */
import type { PersonId } from "./ids.ts";
import type { Author } from "./messages.ts";
import type { RunFrame } from "./runs.ts";

/** A file of the room with visible tests; hidden ones bear the same kind of name, and are no files of the room. */
export const TEST_FILE = /\.test\.(m?js|cjs|jsx|ts|mts|tsx)$/i;

/** Characters of a file of hidden tests, and files of them in a room. */
export const MAX_HIDDEN_TEXT = 64 * 1024;
export const MAX_HIDDEN_FILES = 20;
/** Bytes of a request with such a file: six for a character in JSON, at worst. */
export const MAX_HIDDEN_BODY = 6 * MAX_HIDDEN_TEXT + 4_096;
export const HIDDEN_TOO_LARGE = "A file of hidden tests has at most 64 KB.";
export const HIDDEN_TOO_MANY = `A room has at most ${MAX_HIDDEN_FILES} files of hidden tests.`;
/** The folder of an exported zip that has them. */
export const HIDDEN_FOLDER = "hidden-tests/";

export type TestStatus = "waiting" | "running" | "passed" | "failed" | "skipped" | "cancelled";

export interface TestResult {
  /** Of this test for as long as its file keeps the order of its tests. */
  id: string;
  name: string;
  /** Whoever may not read hidden tests learns `id`, `name` and `status` of one, and nothing else. */
  hidden?: true;
  status: TestStatus;
  /** The file that it is in. */
  path?: string;
  message?: string;
  /** What a matcher wanted and what it got, as Node prints them. */
  expected?: string;
  actual?: string;
  frame?: RunFrame;
  /** Milliseconds. */
  ms?: number;
  /** What a visible test has printed, cut to its first part. */
  output?: string;
}

/** The tests as they stand: the last results, and those that are coming. */
export interface TestsRecord {
  /** Who ran them last. */
  by: Author;
  /** Milliseconds since the epoch. */
  at: number;
  running: boolean;
  tests: TestResult[];
}

/** What is told of a result. `details`: to somebody who may read hidden tests. */
export function resultFor(details: boolean, result: TestResult): TestResult {
  if (!result.hidden || details) return result;
  const { id, name, status } = result;
  return { id, name, hidden: true, status };
}

export interface HiddenTestBody {
  path: string;
  text: string;
  /** Milliseconds since the epoch. */
  updatedAt: number;
  /** Who wrote this version; null if that is not known. */
  by: { id: PersonId; name: string } | null;
}

/** What the one who tries hidden tests is told while they run: each a line of JSON. The last one is `end` or `failed`. */
export type TrialWord =
  /** All of them, before the first one is run. */
  | { kind: "listed"; tests: TestResult[] }
  /** One of them began, or is over. */
  | { kind: "result"; test: TestResult }
  | { kind: "failed"; message: string }
  | { kind: "end" };
