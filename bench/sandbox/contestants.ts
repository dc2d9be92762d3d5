/** Whoever runs a text for somebody: Pairlab's sandbox, and three plain ways to do it. Each with its own queue. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { makeRunId } from "#protocol/ids";
import { createSandbox, type Sandbox } from "#sandbox/client";

export interface Contestant {
  name: string;
  /** Resolves when the program has ended, or was ended after `limit` milliseconds. `first` is called at its first output. */
  run(text: string, person: string, first: () => void): Promise<void>;
  dispose(): Promise<void>;
}

/** Milliseconds that a program may run, for everyone. */
export const LIMIT = 5_000;
/** Programs at once, for those who can: the cores that the reference machine has. */
const LANES = 2;

export async function pairlab(): Promise<Contestant & { sandbox: Sandbox }> {
  const sandbox = await createSandbox();
  return {
    name: "Pairlab",
    sandbox,
    async run(text, person, first) {
      let seen = false;
      const onOutput = () => {
        if (!seen) first();
        seen = true;
      };
      const events = { onQueued() {}, onStarted() {}, onOutput, onPrompt() {} };
      const files = [{ path: "main.js", text }];
      await sandbox.run({ runId: makeRunId(), entry: "main.js", files, person, room: person }, events).outcome;
    },
    dispose: () => sandbox.dispose(),
  };
}

/** First come, first served. */
function queued(lanes: number, one: (text: string, first: () => void) => Promise<void>) {
  let free = lanes;
  const waiting: (() => void)[] = [];
  return async (text: string, _person: string, first: () => void): Promise<void> => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    else free--;
    try {
      await one(text, first);
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}

export function freshProcess(): Contestant {
  const children = new Set<ReturnType<typeof spawn>>();
  let disposed = false;
  return {
    name: "a fresh node process",
    run: queued(LANES, async (text, first) => {
      // Whoever still waits in the queue would start a program that nobody ends.
      if (disposed) return;
      const child = spawn(process.execPath, ["-e", text], { stdio: ["ignore", "pipe", "ignore"], timeout: LIMIT });
      children.add(child);
      child.stdout?.once("data", first);
      await once(child, "close");
      children.delete(child);
    }),
    async dispose() {
      disposed = true;
      for (const child of children) child.kill("SIGKILL");
    },
  };
}

/** A worker that is told a text and says `first`, then `end`. */
function inWorkers(name: string, script: string, lanes: number): Contestant {
  const all = Array.from({ length: lanes }, () => new Worker(new URL(script, import.meta.url), { env: {} }));
  const idle = [...all];
  return {
    name,
    run: queued(lanes, (text, first) => {
      const worker = idle.pop();
      if (!worker) throw new Error("more runs than workers");
      return new Promise((resolve) => {
        const listen = (said: "first" | "end") => {
          if (said === "first") return first();
          worker.off("message", listen);
          idle.push(worker);
          resolve();
        };
        worker.on("message", listen);
        worker.postMessage({ text, limit: LIMIT });
      });
    }),
    async dispose() {
      await Promise.all(all.map((worker) => worker.terminate()));
    },
  };
}

export const vmInWorker = (): Contestant => inWorkers("node:vm in a worker", "./vm-worker.ts", LANES);
/** One runtime for everybody, as the package's first example has it. */
export const naiveQuickjs = (): Contestant => inWorkers("one quickjs-emscripten runtime", "./quickjs-worker.ts", 1);
