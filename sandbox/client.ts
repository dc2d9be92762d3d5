/**
 * The server's side of the sandbox: starts the child process, keeps the queue, gives each run its turn, and answers
 * every run whatever happens to the child. Knows neither people nor rooms beyond the two names it is fair to.
 */
import type { LineRequest, RunOutcome, RunReason, RunRequest } from "#protocol/runs";
import { RUN_REASONS } from "#protocol/runs";
import { type ChildEvents, ChildProcess } from "./child-process.ts";
import { type Entry, limitsOf, newEntry, type RunEvents } from "./entry.ts";
import {
  ACTIVE_RUNS,
  HEALTH_INTERVAL,
  MANY_QUEUED,
  MAX_DEATHS,
  MAX_MESSAGE,
  NO_CHILD_WAIT,
  OVERDRAWN_RUNS,
  PARKED_RUNS,
  QUEUED_RUNS,
  SHORT_SLICE,
  SLICE,
  SLOT_HELD,
  WAITING_RUNS,
  YIELD_GRACE,
} from "./limits.ts";
import { Sessions } from "./sessions.ts";
import { Turns } from "./turns.ts";
import type { FromChild } from "./wire.ts";

export type { RunEvents } from "./entry.ts";

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
  /** Ended, and open for lines. */
  kept: number;
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
  /** Goes on with the values of a run that is open; null if it is not, or another line of it is under way. */
  line(request: LineRequest, events: RunEvents): SandboxRun | null;
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
  /** Milliseconds that a run may be in a slot, and the child silent, for the same tests. */
  patience?: number;
}

const NO_TIME = { cpuMs: 0, wallMs: 0 };
const CHILD_DIED =
  "The place where programs run broke down and was started anew. Nothing is wrong with your code: run it again.";

const CROWDED_OUT = "Too many programs are waiting at the moment, most of them in this room. Try again soon.";

/** Resolves when the child is up and its threads are warm; rejects if it cannot be started at all. */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const turns = new Turns<Entry>();
  const sessions = new Sessions((runId) => child.send({ type: "forget", runId }));
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
  const { childScript, patience } = options;
  const child = new ChildProcess(events, { script: childScript, silence: patience });

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
      const limits = limitsOf(request);
      if ("session" in request) {
        const { session, text } = request;
        child.send({ type: "line", job: { runId, session, text, limits } });
      } else {
        const { seed, exercise } = request;
        const job = {
          runId,
          entry: request.entry,
          files: request.files,
          limits,
          ...(seed === undefined ? {} : { seed }),
          ...(exercise ? { exercise } : {}),
        };
        if (request.keep) sessions.makePlace(request.room);
        // While others wait, threads are not to be kept: they are wanted.
        const keep = request.keep && turns.size === 0;
        child.send({ type: "run", job: { ...job, ...(again ? { again } : {}), ...(keep ? { keep } : {}) } });
      }
    } else {
      entry.state = "active";
      child.send({ type: "resume", runId });
    }
  }

  /** Whoever has had a slot for its time is asked for it; one that does not answer is passed by, if there are few. */
  function askForSlots(): void {
    clearTimeout(sliceEnd);
    const now = performance.now();
    const slice = turns.size >= MANY_QUEUED ? SHORT_SLICE : SLICE;
    let next = Number.POSITIVE_INFINITY;
    for (const entry of inSlots()) {
      if (entry.state !== "active" || !turns.outranks(entry.used + now - entry.since + slice)) continue;
      const due = entry.asked === null ? entry.since + slice : entry.asked + YIELD_GRACE;
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

  function end(entry: Entry, outcome: RunOutcome, open = false): void {
    if (entry.state === "ended") return;
    const { request, events } = entry;
    if (entry.crowdedOut && outcome.reason === "cancelled")
      outcome = { ...outcome, reason: "time", explanation: CROWDED_OUT };
    // A line that has not begun leaves its session as it was.
    if ("session" in request) sessions.finish(request.session, open || entry.state === "queued");
    else if (open && turns.size > 0) child.send({ type: "forget", runId: entry.runId });
    else if (open) {
      sessions.open(entry.runId, entry.room, () => events.onClosed?.());
      events.onOpen?.();
    }
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
    if (message.type === "closed") sessions.closed(message.runId);
    if (!entry || message.type === "closed") return;
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
        keepAPlaceToWait();
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
      case "long":
        child.stepBack();
        break;
      case "ended":
        end(entry, message.outcome, message.open);
        break;
      default:
        message satisfies never;
    }
  }

  /** With all places taken the room that has most of them gives up one, so that no room keeps the others from waiting. */
  function keepAPlaceToWait(): void {
    const waiting = inState("waiting", "waking");
    if (waiting.length < WAITING_RUNS) return;
    const rooms = Object.values(Object.groupBy(waiting, ({ room }) => room)) as Entry[][];
    const most = rooms.reduce((one, other) => (other.length > one.length ? other : one));
    const [oldest, ...others] = most.filter(({ state }) => state === "waiting").sort((a, b) => a.since - b.since);
    if (!oldest || others.length === 0) return;
    oldest.crowdedOut = true;
    child.send({ type: "stop", runId: oldest.runId });
  }

  /** The child ends each run in time, and each wait, unless it is not ours any more. */
  function endHeldSlots(): void {
    const now = performance.now();
    const most = patience ?? SLOT_HELD;
    const held = inState("sent", "active").some((entry) => now - entry.since > most);
    const forgotten = inState("waiting").some((entry) => now - entry.since > most + limitsOf(entry.request).wait);
    if (held || forgotten) child.fault("a run that it did not end");
  }

  function leaveSlot(entry: Entry, state: Entry["state"], used: number): void {
    entry.state = state;
    entry.since = performance.now();
    entry.used = Math.max(used, 1);
    entry.overdrawn = false;
  }

  /** Runs that had begun are answered; those that had not, wait for the next child, but not for ever. */
  function childDied(): void {
    sessions.closeAll();
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

  function run(request: Entry["request"], events: RunEvents): SandboxRun {
    const { promise: outcome, resolve } = Promise.withResolvers<RunOutcome>();
    const { runId } = request;
    const entry = newEntry(request, events, resolve);
    if (disposed || turns.size >= QUEUED_RUNS || entries.has(runId)) {
      runs.crashed++;
      if ("session" in request) sessions.finish(request.session, true);
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
    line: (request, events) => (sessions.begin(request.session) ? run(request, events) : null),
    ready: () => child.ready,
    stats() {
      const { rss, pid, restarts } = child;
      return {
        // Those that were begun once and stand in the queue again are under way for everyone else.
        queued: inState("queued").filter(({ again }) => !again).length,
        active: inState("sent", "active").length,
        waiting: inState("waiting", "waking").length,
        parked: inState("parked").length + inState("queued").filter(({ again }) => again).length,
        kept: sessions.size,
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
      sessions.closeAll();
      for (const entry of [...entries.values()]) end(entry, { reason: "cancelled", ...NO_TIME });
      await child.dispose();
    },
  };
}
