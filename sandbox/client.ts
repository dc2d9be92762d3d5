/**
 * The server's side of the sandbox: starts the child process, keeps the queue, gives each run its turn, and answers
 * every run whatever happens to the child. Knows neither people nor rooms beyond the two names it is fair to.
 */
import type { RunOutcome, RunReason, RunRequest, RunStream } from "#protocol/runs";
import { RUN_LIMITS, RUN_REASONS } from "#protocol/runs";
import { ChildProcess } from "./child-process.ts";
import { ACTIVE_RUNS, MAX_MESSAGE, MIN_MEMORY, NO_CHILD_WAIT, QUEUED_RUNS } from "./limits.ts";
import { RunQueue } from "./queue.ts";
import type { FromChild } from "./wire.ts";

export interface RunEvents {
  /** Only if the run has to wait: 1 is next. Again whenever it changes. */
  onQueued(position: number): void;
  onStarted(): void;
  /** In order; at most every 16 ms but at the end, and at once where the stream changes. */
  onOutput(stream: RunStream, text: string): void;
  /** The program waits for `input()`; its time stands still. */
  onPrompt(text: string): void;
}

export interface SandboxRun {
  /** Never rejects. */
  outcome: Promise<RunOutcome>;
  /** Ends the run as `cancelled`, queued or active; without effect once it has ended. */
  stop(): void;
  /** Answers the prompt that is shown; without effect when there is none. */
  input(text: string): void;
}

export interface SandboxStats {
  queued: number;
  /** In a slot; those that wait for input or a timer are not. */
  active: number;
  waiting: number;
  /** Ended runs since the start. */
  runs: Record<RunReason, number>;
  /** Times that the child had to be started again. */
  restarts: number;
  /** Bytes, a second old at most; undefined while no child is up. */
  rss?: number;
  pid?: number;
}

export interface Sandbox {
  run(request: RunRequest, events: RunEvents): SandboxRun;
  /** A run that comes now would start now or join the queue. */
  ready(): boolean;
  stats(): SandboxStats;
  /** Cancels what is queued or active and ends the child. */
  dispose(): Promise<void>;
}

export interface SandboxOptions {
  /** Told of each death of the child, for the log. */
  onChildExit?(description: string): void;
}

interface Entry {
  runId: string;
  room: string;
  request: RunRequest;
  events: RunEvents;
  state: "queued" | "sent" | "active" | "waiting" | "waking" | "ended";
  /** Shown, and not yet answered. */
  prompted: boolean;
  position: number;
  resolve(outcome: RunOutcome): void;
}

const NO_TIME = { cpuMs: 0, wallMs: 0 };
const CHILD_DIED =
  "The place where programs run broke down and was started anew. Nothing is wrong with your code: run it again.";

/** Resolves when the child is up and its threads are warm; rejects if it cannot be started at all. */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const queue = new RunQueue<Entry>();
  const entries = new Map<string, Entry>();
  const waking: Entry[] = [];
  const runs = Object.fromEntries(RUN_REASONS.map((reason) => [reason, 0])) as Record<RunReason, number>;
  let giveUp: NodeJS.Timeout | undefined;
  let moved = false;
  let disposed = false;

  const child = new ChildProcess({
    onReady: () => {
      clearTimeout(giveUp);
      schedule();
    },
    onMessage: receive,
    onExit: (description) => {
      options.onChildExit?.(description);
      childDied();
    },
  });

  const occupied = (): number => {
    let slots = 0;
    for (const { state } of entries.values()) if (state === "sent" || state === "active") slots++;
    return slots;
  };

  function schedule(): void {
    if (!child.ready) return;
    for (let free = ACTIVE_RUNS - occupied(); free > 0; free--) {
      const woken = waking.shift();
      if (woken) {
        woken.state = "active";
        child.send({ type: "resume", runId: woken.runId });
        continue;
      }
      const next = queue.take();
      if (!next) break;
      next.state = "sent";
      const { runId, entry, files } = next.request;
      child.send({ type: "run", job: { runId, entry, files, limits: limitsOf(next.request) } });
    }
    announcePositions();
  }

  /** Once a turn of the event loop, however many runs came and went in it. */
  function announcePositions(): void {
    if (moved || queue.size === 0) return;
    moved = true;
    setImmediate(() => {
      moved = false;
      for (const [index, entry] of queue.inOrder().entries()) {
        if (entry.position === index + 1) continue;
        entry.position = index + 1;
        entry.events.onQueued(entry.position);
      }
    });
  }

  function end(entry: Entry, outcome: RunOutcome): void {
    if (entry.state === "ended") return;
    if (entry.state === "queued") queue.remove(entry);
    if (entry.state === "waking") waking.splice(waking.indexOf(entry), 1);
    entry.state = "ended";
    entries.delete(entry.runId);
    runs[outcome.reason]++;
    entry.resolve(outcome);
    schedule();
  }

  function receive(message: Exclude<FromChild, { type: "ready" | "health" }>): void {
    const entry = entries.get(message.runId);
    if (!entry) return;
    switch (message.type) {
      case "started":
        entry.state = "active";
        entry.events.onStarted();
        break;
      case "output":
        entry.events.onOutput(message.stream, message.text);
        break;
      case "waiting":
        entry.state = "waiting";
        if (message.prompt !== undefined) {
          entry.prompted = true;
          entry.events.onPrompt(message.prompt);
        }
        schedule();
        break;
      case "waking":
        entry.state = "waking";
        entry.prompted = false;
        waking.push(entry);
        schedule();
        break;
      case "ended":
        end(entry, message.outcome);
        break;
      default:
        message satisfies never;
    }
  }

  /** Runs that had begun are answered; those that had not, wait for the next child, but not for ever. */
  function childDied(): void {
    for (const entry of [...entries.values()]) {
      if (entry.state === "queued") continue;
      if (entry.state === "sent") {
        entry.state = "queued";
        entry.position = 0;
        queue.push(entry);
      } else end(entry, { reason: "crashed", explanation: CHILD_DIED, ...NO_TIME });
    }
    if (disposed) return;
    clearTimeout(giveUp);
    giveUp = setTimeout(() => {
      for (const entry of [...entries.values()]) end(entry, { reason: "crashed", explanation: CHILD_DIED, ...NO_TIME });
    }, NO_CHILD_WAIT);
    giveUp.unref();
  }

  function run(request: RunRequest, events: RunEvents): SandboxRun {
    const { promise: outcome, resolve } = Promise.withResolvers<RunOutcome>();
    const { runId, room } = request;
    const entry: Entry = { runId, room, request, events, state: "queued", prompted: false, position: 0, resolve };
    if (disposed || queue.size >= QUEUED_RUNS || entries.has(runId)) {
      runs.crashed++;
      resolve({ reason: "crashed", explanation: "Too many programs are waiting to run. Try again soon.", ...NO_TIME });
      return { outcome, stop: () => {}, input: () => {} };
    }
    entries.set(runId, entry);
    queue.push(entry);
    schedule();
    announcePositions();
    return {
      outcome,
      stop() {
        if (entry.state === "queued") end(entry, { reason: "cancelled", ...NO_TIME });
        else if (entry.state !== "ended") child.send({ type: "stop", runId });
      },
      input(text) {
        if (!entry.prompted) return;
        entry.prompted = false;
        child.send({ type: "input", runId, text: text.slice(0, MAX_MESSAGE) });
      },
    };
  }

  try {
    await child.start();
  } catch (error) {
    await child.dispose();
    throw error;
  }
  return {
    run,
    ready: () => child.ready,
    stats() {
      const states = [...entries.values()].map((entry) => entry.state);
      const { rss, pid, restarts } = child;
      return {
        queued: queue.size,
        active: occupied(),
        waiting: states.filter((state) => state === "waiting" || state === "waking").length,
        runs: { ...runs },
        restarts,
        ...(rss === undefined ? {} : { rss }),
        ...(pid === undefined ? {} : { pid }),
      };
    },
    async dispose() {
      if (disposed) return;
      disposed = true;
      clearTimeout(giveUp);
      for (const entry of [...entries.values()]) end(entry, { reason: "cancelled", ...NO_TIME });
      await child.dispose();
    },
  };
}

/** A request may ask for less than the house's limits, never for more. */
function limitsOf({ limits = {} }: RunRequest): typeof RUN_LIMITS {
  const within = (asked: number | undefined, most: number, least: number): number =>
    Number.isFinite(asked) ? Math.min(most, Math.max(least, asked as number)) : most;
  return {
    time: within(limits.time, RUN_LIMITS.time, 1),
    memory: within(limits.memory, RUN_LIMITS.memory, MIN_MEMORY),
    output: within(limits.output, RUN_LIMITS.output, 1),
  };
}
