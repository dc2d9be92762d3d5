/** One file of tests in the sandbox: what it lists, how one of its tests ends, and what is told of that. */
import { makeRunId, type PersonId, type RoomId } from "#protocol/ids";
import type { RunFile, RunOutcome } from "#protocol/runs";
import type { TestResult } from "#protocol/tests";
import type { Sandbox, SandboxRun } from "#sandbox/client";
import { MAX_TEST_OUTPUT, TEST_LIMITS } from "./limits.ts";

/** A file with tests. */
export interface TestSource {
  /** What ids of its tests begin with. */
  key: string;
  path: string;
  /** Null of a file of the room. */
  hidden: string | null;
}

export interface ExaminationParts {
  sandbox: Sandbox;
  room: RoomId;
  person: PersonId;
  /** The room's, as they stand. */
  files: RunFile[];
}

/** Lists the tests of a file, or runs the one with that index. `going`: is given the sandbox's run. */
export async function examine(
  { sandbox, room, person, files }: ExaminationParts,
  { path, hidden }: TestSource,
  test: number | null,
  going: (handle: SandboxRun) => void,
): Promise<{ outcome: RunOutcome; output: string }> {
  let output = "";
  const handle = sandbox.run(
    {
      ...{ runId: makeRunId(), entry: path, files, person, room },
      exercise: { test, ...(hidden === null ? {} : { hidden: [{ path, text: hidden }] }) },
      limits: TEST_LIMITS,
    },
    {
      onQueued: () => {},
      onStarted: () => {},
      onOutput: (_, text) => {
        if (hidden === null && output.length < MAX_TEST_OUTPUT) output += text.slice(0, MAX_TEST_OUTPUT);
      },
      onPrompt: () => handle.stop(),
    },
  );
  going(handle);
  return { outcome: await handle.outcome, output: output.slice(0, MAX_TEST_OUTPUT) };
}

/** The tests that a file has, each waiting to be run, or skipped; or the one result that says why there are none. */
export function listedBy(source: TestSource, outcome: RunOutcome): { index: number; result: TestResult }[] {
  const found = outcome.exercise;
  if (outcome.reason !== "ok" || !found) {
    const name = source.hidden === null ? source.path : HIDDEN_FILE;
    return [{ index: -1, result: { ...headOf(source, -1, name), ...resultOf(outcome) } }];
  }
  return found.tests.map((name, index) => ({
    index,
    result: { ...headOf(source, index, name), status: found.skipped.includes(index) ? "skipped" : "waiting" },
  }));
}

const HIDDEN_FILE = "Hidden tests could not be loaded";

export const idOf = ({ key }: TestSource, index: number) => `${key}#${index}`;
export const headOf = (source: TestSource, index: number, name: string) => ({
  id: idOf(source, index),
  name,
  path: source.path,
  ...(source.hidden === null ? {} : { hidden: true as const }),
});

export function resultOf(outcome: RunOutcome): Omit<TestResult, "id" | "name"> {
  const { reason, error, explanation, exercise, cpuMs } = outcome;
  if (reason === "cancelled") return { status: "cancelled" };
  const ms = exercise?.ms ?? cpuMs;
  if (exercise?.passed) return { status: "passed", ms };
  const said = error && (error.name === "AssertionError" ? error.message : `${error.name}: ${error.message}`);
  const message = said ?? explanation;
  const [frame] = error?.frames ?? [];
  return {
    status: "failed",
    ms,
    ...(message === undefined ? {} : { message }),
    ...(exercise?.expected === undefined ? {} : { expected: exercise.expected }),
    ...(exercise?.actual === undefined ? {} : { actual: exercise.actual }),
    ...(frame === undefined ? {} : { frame }),
  };
}
