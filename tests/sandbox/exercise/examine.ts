/** Runs the tests of a file in a sandbox, as a server does: lists them first, then each in a run of its own. */
import { makeRunId } from "#protocol/ids";
import type { RunLimits, RunOutcome } from "#protocol/runs";
import type { Sandbox } from "#sandbox/client";

export interface Examined {
  name: string;
  passed: boolean;
  outcome: RunOutcome;
  /** All that came out while it ran. */
  printed: string;
}

export interface Exercise {
  files: Record<string, string>;
  /** The path of the file with the tests. */
  tests: string;
  /** Its text, if programs are not to meet it; otherwise it is among `files`. */
  hidden?: string;
  limits?: Partial<RunLimits>;
}

export async function runTest(
  sandbox: Sandbox,
  { files, tests, hidden, limits }: Exercise,
  test: number | null,
): Promise<{ outcome: RunOutcome; printed: string }> {
  let printed = "";
  const runId = makeRunId();
  const run = sandbox.run(
    {
      runId,
      entry: tests,
      files: Object.entries(files).map(([path, text]) => ({ path, text })),
      person: runId,
      room: "r",
      exercise: { test, ...(hidden === undefined ? {} : { hidden: [{ path: tests, text: hidden }] }) },
      ...(limits ? { limits } : {}),
    },
    {
      onQueued: () => {},
      onStarted: () => {},
      onOutput: (_, text) => {
        printed += text;
      },
      onPrompt: () => {},
    },
  );
  return { outcome: await run.outcome, printed };
}

/** Every test of the file. A file that cannot be loaded is one test by its name. */
export async function examine(sandbox: Sandbox, exercise: Exercise): Promise<Examined[]> {
  const listed = await runTest(sandbox, exercise, null);
  if (listed.outcome.reason !== "ok") return [{ name: exercise.tests, passed: false, ...listed }];
  const results: Examined[] = [];
  for (const [index, name] of (listed.outcome.exercise?.tests ?? []).entries()) {
    const { outcome, printed } = await runTest(sandbox, exercise, index);
    results.push({ name, passed: outcome.exercise?.passed ?? false, outcome, printed });
  }
  return results;
}
