/**
 * The server's side of the sandbox: starts the child process, keeps the queue, gives each run its turn, and answers
 * every run whatever happens to the child. Knows neither people nor rooms beyond the two names it is fair to.
 */
import type { RunOutcome, RunReason, RunRequest, RunStream } from "#protocol/runs";
import { RUN_LIMITS, RUN_REASONS } from "#protocol/runs";
import { type ChildEvents, ChildProcess } from "./child-process.ts";
import {
  ACTIVE_RUNS,
  HEALTH_INTERVAL,
  MAX_DEATHS,
  MAX_MESSAGE,
  MIN_MEMORY,
  NO_CHILD_WAIT,
  OVERDRAWN_RUNS,
  PARKED_RUNS,
  QUEUED_RUNS,
  SLICE,
  SLOT_HELD,
  YIELD_GRACE,
} from "./limits.ts";
import { Turns } from "./turns.ts";
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
  /** Under way, but standing still until shorter programs have had their turn. */
  parked: number;
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
  /** Another script than the child's own, for tests of what a child can do to its server. */
  childScript?: string;
}

interface Entry {
  runId: string;
  room: string;
  request: RunRequest;
  events: RunEvents;
  person: string;
  state: "queued" | "sent" | "active" | "waiting" | "waking" | "parked" | "ended";
  used: number;
  parked: boolean;
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
  resolve(outcome: RunOutcome): void;
}

const NO_TIME = { cpuMs: 0, wallMs: 0 };
const CHILD_DIED =
  "The place where programs run broke down and was started anew. Nothing is wrong with your code: run it again.";

/** Resolves when the child is up and its threads are warm; rejects if it cannot be started at all. */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const turns = new Turns<Entry>();
  const entries = new Map<string, Entry>();
  const runs = Object.fromEntries(RUN_REASONS.map((reason) => [reason, 0])) as Record<RunReason, number>;
  let giveUp: NodeJS.Timeout | undefined;
  let heldSlots: NodeJS.Timeout | undefined;
  let sliceEnd: NodeJS.Timeout | undefined;
  let moved = false;
  let disposed = false;

  const events = {
    onReady: () => {
      clearTimeout(giveUp);
      schedule();
    },
    onMessage: receive,
    onExit: (description: string) => {
      options.onChildExit?.(description);
      childDied();
    },
  } satisfies ChildEvents;
  const child = new ChildProcess(events, options.childScript);

  const inState = (...states: Entry["state"][]): Entry[] =>
    [...entries.values()].filter(({ state }) => states.includes(state));
  const inSlots = (): Entry[] => inState("sent", "active").filter(({ overdrawn }) => !overdrawn);

  function schedule(): void {
    if (!child.ready) return;
    for (let free = ACTIVE_RUNS - inSlots().length; free > 0; free--) {
      const next = turns.take();
      if (!next) break;
      giveSlot(next);
    }
    if (turns.size > 0) askForSlots();
    announcePositions();
  }

  function giveSlot(entry: Entry): void {
    entry.since = performance.now();
    entry.asked = null;
    entry.parked = false;
    const { runId, request, again } = entry;
    if (entry.state === "queued") {
      entry.state = "sent";
      const job = { runId, entry: request.entry, files: request.files, limits: limitsOf(request) };
      child.send({ type: "run", job: again ? { ...job, again } : job });
    } else {
      entry.state = "active";
      child.send({ type: "resume", runId });
    }
  }

  /** Whoever has had a slot for its time is asked for it; one that does not answer is passed by, if there are few. */
  function askForSlots(): void {
    clearTimeout(sliceEnd);
    const now = performance.now();
    let next = Number.POSITIVE_INFINITY;
    for (const entry of inSlots()) {
      if (entry.state !== "active" || !turns.outranks(entry.used + now - entry.since + SLICE)) continue;
      const due = entry.asked === null ? entry.since + SLICE : entry.asked + YIELD_GRACE;
      if (due > now) next = Math.min(next, due - now);
      else if (entry.asked === null) {
        entry.asked = now;
        next = Math.min(next, YIELD_GRACE);
        child.send({ type: "yield", runId: entry.runId, park: inState("parked").length < PARKED_RUNS });
      } else if (inState("active").filter(({ overdrawn }) => overdrawn).length < OVERDRAWN_RUNS) {
        entry.overdrawn = true;
        setImmediate(schedule);
      }
    }
    if (Number.isFinite(next)) sliceEnd = setTimeout(schedule, next);
  }

  /** Once a turn of the event loop, however many runs came and went in it. */
  function announcePositions(): void {
    if (moved || turns.size === 0) return;
    moved = true;
    setImmediate(() => {
      moved = false;
      for (const [index, entry] of turns.inOrder().entries()) {
        if (entry.again || entry.position === index + 1) continue;
        entry.position = index + 1;
        entry.events.onQueued(entry.position);
      }
    });
  }

  function end(entry: Entry, outcome: RunOutcome): void {
    if (entry.state === "ended") return;
    turns.remove(entry);
    turns.finish(entry, outcome.reason);
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
        if (entry.state !== "sent") break;
        entry.state = "active";
        entry.since = performance.now();
        if (!entry.again) entry.events.onStarted();
        schedule();
        break;
      case "output":
        entry.printed += message.text.length;
        if (entry.printed > limitsOf(entry.request).output) child.fault("more output than a program may have");
        else entry.events.onOutput(message.stream, message.text);
        break;
      case "waiting":
        leaveSlot(entry, "waiting", entry.used);
        if (message.prompt !== undefined) {
          entry.prompted = true;
          entry.events.onPrompt(message.prompt);
        }
        schedule();
        break;
      case "waking":
        if (entry.state !== "waiting") break;
        leaveSlot(entry, "waking", message.used);
        // What a person has just answered, and what has hardly run, need not stand behind those that have run long.
        turns.pushAgain(entry, entry.answered || entry.used <= SLICE);
        entry.prompted = false;
        entry.answered = false;
        schedule();
        break;
      case "parked":
        if (entry.state !== "active") break;
        leaveSlot(entry, "parked", message.used);
        entry.parked = true;
        turns.pushAgain(entry, false);
        schedule();
        break;
      case "restart":
        if (entry.state !== "active" || entry.again) break;
        leaveSlot(entry, "queued", message.used);
        entry.again = true;
        turns.pushAgain(entry, false);
        schedule();
        break;
      case "ended":
        end(entry, message.outcome);
        break;
      default:
        message satisfies never;
    }
  }

  /** The child ends each run in time, unless it is not ours any more. */
  function endHeldSlots(): void {
    const now = performance.now();
    const held = inState("sent", "active").some((entry) => now - entry.since > SLOT_HELD);
    if (held) child.fault("a run that it did not end");
  }

  function leaveSlot(entry: Entry, state: Entry["state"], used: number): void {
    entry.state = state;
    entry.used = Math.max(used, 1);
    entry.overdrawn = false;
  }

  /** Runs that had begun are answered; those that had not, wait for the next child, but not for ever. */
  function childDied(): void {
    for (const entry of [...entries.values()]) {
      if (entry.state === "queued") continue;
      if (entry.state === "sent" && ++entry.deaths < MAX_DEATHS) {
        entry.state = "queued";
        entry.position = 0;
        turns.pushAgain(entry, true);
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
    const { runId, room, person } = request;
    const entry: Entry = {
      ...{ runId, room, person, request, events, resolve },
      ...{ state: "queued", used: 0, parked: false, again: false, since: 0, asked: null, overdrawn: false },
      ...{ deaths: 0, printed: 0, prompted: false, answered: false, position: 0 },
    };
    if (disposed || turns.size >= QUEUED_RUNS || entries.has(runId)) {
      runs.crashed++;
      resolve({ reason: "crashed", explanation: "Too many programs are waiting to run. Try again soon.", ...NO_TIME });
      return { outcome, stop: () => {}, input: () => {} };
    }
    entries.set(runId, entry);
    turns.push(entry);
    schedule();
    announcePositions();
    return {
      outcome,
      stop() {
        if (entry.state === "queued") end(entry, { reason: "cancelled", ...NO_TIME, cpuMs: Math.round(entry.used) });
        else if (entry.state !== "ended") child.send({ type: "stop", runId });
      },
      input(text) {
        if (!entry.prompted) return;
        entry.prompted = false;
        entry.answered = true;
        child.send({ type: "input", runId, text: text.slice(0, MAX_MESSAGE) });
      },
    };
  }

  try {
    await child.start();
    heldSlots = setInterval(endHeldSlots, HEALTH_INTERVAL);
    heldSlots.unref();
  } catch (error) {
    await child.dispose();
    throw error;
  }
  return {
    run,
    ready: () => child.ready,
    stats() {
      const { rss, pid, restarts } = child;
      return {
        // Those that were begun once and stand in the queue again are under way for everyone else.
        queued: inState("queued").filter(({ again }) => !again).length,
        active: inState("sent", "active").length,
        waiting: inState("waiting", "waking").length,
        parked: inState("parked").length + inState("queued").filter(({ again }) => again).length,
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
      clearTimeout(sliceEnd);
      clearInterval(heldSlots);
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
