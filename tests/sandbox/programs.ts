/** A sandbox for tests, in which a program is a text or a few files, and its outcome comes with its output. */
import { afterAll, beforeAll } from "vitest";
import { makeRunId } from "#protocol/ids";
import type { RunLimits, RunOutcome, RunStream } from "#protocol/runs";
import { createSandbox, type Sandbox, type SandboxRun } from "#sandbox/client";

export interface Ran extends RunOutcome {
  out: string;
  err: string;
  chunks: { stream: RunStream; text: string }[];
  queued: number[];
}

export interface Options {
  entry?: string;
  room?: string;
  /** Somebody else each time, if not named. */
  person?: string;
  limits?: Partial<RunLimits>;
  onStarted?(run: SandboxRun): void;
  onOutput?(run: SandboxRun, text: string): void;
  onPrompt?(run: SandboxRun, text: string): void;
  onQueued?(run: SandboxRun, position: number): void;
}

/** The first file is the entry unless `entry` says otherwise. */
export type Files = string | Record<string, string>;

export async function runIn(sandbox: Sandbox, files: Files, options: Options = {}): Promise<Ran> {
  const named = typeof files === "string" ? { "main.js": files } : files;
  const chunks: Ran["chunks"] = [];
  const queued: number[] = [];
  const runId = makeRunId();
  const run: SandboxRun = sandbox.run(
    {
      runId,
      entry: options.entry ?? Object.keys(named)[0] ?? "main.js",
      files: Object.entries(named).map(([path, text]) => ({ path, text })),
      person: options.person ?? runId,
      room: options.room ?? "r",
      ...(options.limits ? { limits: options.limits } : {}),
    },
    {
      onQueued: (position) => {
        queued.push(position);
        options.onQueued?.(run, position);
      },
      onStarted: () => options.onStarted?.(run),
      onOutput: (stream, text) => {
        chunks.push({ stream, text });
        options.onOutput?.(run, text);
      },
      onPrompt: (text) => options.onPrompt?.(run, text),
    },
  );
  const outcome = await run.outcome;
  const of = (stream: RunStream): string =>
    chunks
      .filter((chunk) => chunk.stream === stream)
      .map((chunk) => chunk.text)
      .join("");
  return { ...outcome, out: of("out"), err: of("err"), chunks, queued };
}

/** One sandbox for the tests of a file. */
export function sandboxForTests(): { run(files: Files, options?: Options): Promise<Ran>; sandbox(): Sandbox } {
  let sandbox: Sandbox | undefined;
  beforeAll(async () => {
    sandbox = await createSandbox();
  });
  afterAll(() => sandbox?.dispose());
  const current = (): Sandbox => {
    if (!sandbox) throw new Error("the sandbox is made before the tests");
    return sandbox;
  };
  return { run: (files, options) => runIn(current(), files, options), sandbox: current };
}
