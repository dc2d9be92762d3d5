/** A sandbox for tests, in which a program is a text or a few files, and its outcome comes with its output. */
import { afterAll, beforeAll } from "vitest";
import { makeRunId } from "#protocol/ids";
import type { LineRequest, RunLimits, RunOutcome, RunRequest, RunStream } from "#protocol/runs";
import { createSandbox, type RunEvents, type Sandbox, type SandboxRun } from "#sandbox/client";

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
  keep?: true;
  seed?: number;
  onOpen?(runId: string): void;
  onClosed?(): void;
}

/** The first file is the entry unless `entry` says otherwise. */
export type Files = string | Record<string, string>;

export function runIn(sandbox: Sandbox, files: Files, options: Options = {}): Promise<Ran> {
  const named = typeof files === "string" ? { "main.js": files } : files;
  const runId = makeRunId();
  const request: RunRequest = {
    runId,
    entry: options.entry ?? Object.keys(named)[0] ?? "main.js",
    files: Object.entries(named).map(([path, text]) => ({ path, text })),
    ...about(runId, options),
    ...(options.keep ? { keep: options.keep } : {}),
    ...(options.seed === undefined ? {} : { seed: options.seed }),
  };
  return follow(runId, (events) => sandbox.run(request, events), options);
}

/** A line typed after a run that is open. Throws if it is not. */
export function lineIn(sandbox: Sandbox, session: string, text: string, options: Options = {}): Promise<Ran> {
  const runId = makeRunId();
  const request: LineRequest = { runId, session, text, ...about(runId, options) };
  return follow(
    runId,
    (events) => {
      const run = sandbox.line(request, events);
      if (!run) throw new Error("the run is not open for lines");
      return run;
    },
    options,
  );
}

const about = (runId: string, { person = runId, room = "r", limits }: Options) => ({
  person,
  room,
  ...(limits ? { limits } : {}),
});

async function follow(runId: string, start: (events: RunEvents) => SandboxRun, options: Options): Promise<Ran> {
  const chunks: Ran["chunks"] = [];
  const queued: number[] = [];
  const run: SandboxRun = start({
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
    onOpen: () => options.onOpen?.(runId),
    onClosed: () => options.onClosed?.(),
  });
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
