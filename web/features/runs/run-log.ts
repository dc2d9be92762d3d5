/**
 * The runs of a room as its page knows them: heads for React, which change when a run starts or ends, and transcripts
 * beside them, which change with every batch of output and never make React draw.
 */
import type { RunId } from "#protocol/ids";
import type { Author, ClientMessage, RunRecord, RunTyped, ServerMessage } from "#protocol/messages";
import { placeOf, type RunError, type RunReason } from "#protocol/runs";
import { explanation } from "./run-words.ts";
import { Transcript } from "./transcript.ts";

export type RunPhase =
  | { kind: "queued"; position: number }
  | { kind: "running"; prompt: string | null }
  | { kind: "ended"; reason: RunReason; error?: RunError; explanation?: string; cpuMs: number; wallMs: number };

export interface Run {
  runId: RunId;
  requestId: string;
  by: Author;
  entry: string;
  /** Of a run that is the same each time. */
  seed?: number;
  /** Milliseconds since the epoch, by the server's clock; null while it is queued. */
  at: number | null;
  /** `performance.now()` of this page when it learned of the start, for the elapsed time; null if it joined later. */
  startedHere: number | null;
  phase: RunPhase;
  /** Null until it has ended and takes lines. */
  open: OpenRun | null;
}

/** A run whose values are kept, or were. */
export interface OpenRun {
  state: "idle" | "busy" | "closed";
  /** What the line under way asks. */
  prompt: string | null;
  /** What is to be said of the last line beside what it printed. */
  note: string | null;
}

export interface RunsSnapshot {
  /** Oldest first. */
  runs: readonly Run[];
  /** The request of this page that has no answer yet. */
  asking: string | null;
  /** Why the last request was refused, until the next one. */
  refused: string | null;
}

const IDLE: OpenRun = { state: "idle", prompt: null, note: null };

/** Runs kept in the page. The server remembers more than anyone scrolls back to. */
const KEPT_RUNS = 20;

export type RunEvent =
  /** It has to wait; not again when its place changes. */
  | { kind: "queued"; run: Run }
  | { kind: "started"; run: Run }
  | { kind: "ended"; run: Run }
  | { kind: "prompt"; run: Run; text: string }
  /** A line has been evaluated; `text` is what it printed. */
  | { kind: "returned"; run: Run; text: string };

export class RunLog {
  #snapshot: RunsSnapshot = { runs: [], asking: null, refused: null };
  #transcripts = new Map<RunId, Transcript>();
  #listeners = new Set<() => void>();
  #outputs = new Set<(runId: RunId) => void>();
  /** Where what the last line printed begins. */
  #lineFrom = new Map<RunId, number>();
  /** Lines that this page has sent and that nothing is known of yet: request → run. */
  #lines = new Map<string, RunId>();
  #events = new Set<(event: RunEvent) => void>();

  readonly snapshot = (): RunsSnapshot => this.#snapshot;

  /** Heads only. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Output only: which run has something new. */
  onOutput(listener: (runId: RunId) => void): () => void {
    this.#outputs.add(listener);
    return () => this.#outputs.delete(listener);
  }

  /** What is worth telling a person who does not look. Not called for runs that were already over. */
  onEvent(listener: (event: RunEvent) => void): () => void {
    this.#events.add(listener);
    return () => this.#events.delete(listener);
  }

  transcript(runId: RunId): Transcript {
    let transcript = this.#transcripts.get(runId);
    if (!transcript) {
      transcript = new Transcript();
      this.#transcripts.set(runId, transcript);
    }
    return transcript;
  }

  /** Makes the message that asks for a run, with a `seed` for one that is the same each time. `send` returns false if there is no connection. */
  start(requestId: string, entry: string, send: (message: ClientMessage) => boolean, seed?: number): void {
    const mode = seed === undefined ? {} : { seed };
    if (send({ type: "run.start", requestId, entry, ...mode })) this.#set({ asking: requestId, refused: null });
    else this.#set({ asking: null, refused: "Not connected. Run again when the connection is back." });
  }

  /** False if there is no connection. */
  line(runId: RunId, requestId: string, text: string, send: (message: ClientMessage) => boolean): boolean {
    if (!send({ type: "run.line", requestId, runId, text })) return false;
    this.#lines.set(requestId, runId);
    return true;
  }

  dismissRefusal(): void {
    if (this.#snapshot.refused !== null) this.#set({ refused: null });
  }

  /** Forgets what was asked: the connection went away, and the answer with it. */
  forgetRequest(): void {
    if (this.#snapshot.asking) this.#set({ asking: null });
  }

  receive(message: ServerMessage): void {
    switch (message.type) {
      case "run.queued": {
        const { runId, requestId, by, entry, position } = message;
        const known = this.#find(runId);
        const phase: RunPhase = { kind: "queued", position };
        const run = this.#going(runId, { phase }) ?? {
          ...{ runId, requestId, by, entry, phase },
          ...{ at: null, startedHere: null, open: null },
        };
        this.#put(run, this.#asks(requestId));
        if (!known) this.#tell({ kind: "queued", run });
        return;
      }
      case "run.started": {
        const { runId, requestId, by, entry, seed, at } = message;
        const known = this.#find(runId);
        // A start that comes after the end or twice (a reconnect in between) changes nothing.
        if (known && known.phase.kind !== "queued") return;
        const phase: RunPhase = { kind: "running", prompt: null };
        const run: Run = { runId, requestId, by, entry, at, startedHere: performance.now(), phase, open: null };
        if (seed !== undefined) run.seed = seed;
        this.#put(run, this.#asks(requestId));
        this.#tell({ kind: "started", run });
        return;
      }
      case "run.output":
        if (this.transcript(message.runId).add(message)) for (const listener of this.#outputs) listener(message.runId);
        return;
      case "run.cleared":
        this.transcript(message.runId).clear(message.seq);
        for (const listener of this.#outputs) listener(message.runId);
        return;
      case "run.prompt": {
        const run = this.#asking(message.runId, message.text);
        if (!run) return;
        this.#tell({ kind: "prompt", run, text: message.text });
        return;
      }
      case "run.answered": {
        const { type: _, runId, ...typed } = message;
        this.#type(runId, { ...typed, kind: "answer" });
        this.#asking(runId, null);
        return;
      }
      case "run.open":
        this.#change(message.runId, ({ open }) =>
          message.open || open ? { open: { ...IDLE, ...open, state: message.open ? "idle" : "closed" } } : {},
        );
        return;
      case "run.line": {
        const { seq, by, text, runId } = message;
        this.#lines.delete(message.requestId);
        this.#lineFrom.set(runId, this.transcript(runId).pieces.length + 1);
        this.#type(runId, { kind: "line", seq, by, text });
        this.#change(runId, () => ({ open: { ...IDLE, state: "busy" } }));
        return;
      }
      case "run.returned": {
        const note = message.reason === "ok" || message.reason === "error" ? null : explanation(message);
        const run = this.#change(message.runId, ({ open }) =>
          open ? { open: { state: open.state === "closed" ? "closed" : "idle", prompt: null, note } } : {},
        );
        if (!run) return;
        const printed = this.transcript(run.runId).pieces.slice(this.#lineFrom.get(run.runId) ?? 0);
        this.#tell({ kind: "returned", run, text: printed.map(({ text }) => text).join("") + (note ?? "") });
        return;
      }
      case "run.ended": {
        const { type: _, runId, ...end } = message;
        const run = this.#going(runId, { phase: { kind: "ended", ...end } });
        if (!run) return;
        this.#put(run);
        this.#tell({ kind: "ended", run });
        return;
      }
      case "run.history":
        this.#merge(message.runs);
        return;
      case "refused":
        if (message.requestId !== undefined) this.#refuseLine(message.requestId, message.message);
        if (message.requestId !== undefined && this.#asks(message.requestId)) {
          this.#set({ asking: null, refused: message.message });
        }
        return;
      default:
        return;
    }
  }

  #asks(requestId: string): boolean {
    return this.#snapshot.asking === requestId;
  }

  #find(runId: RunId): Run | undefined {
    return this.#snapshot.runs.find((run) => run.runId === runId);
  }

  /** The run with a change, or null if it is unknown or over: nothing happens to a run after its end. */
  #going(runId: RunId, change: Partial<Run>): Run | null {
    const run = this.#find(runId);
    if (!run || run.phase.kind === "ended") return null;
    return { ...run, ...change };
  }

  /** Changes the run, over or not; null if it is unknown. */
  #change(runId: RunId, change: (run: Run) => Partial<Run>): Run | null {
    const known = this.#find(runId);
    if (!known) return null;
    const run = { ...known, ...change(known) };
    this.#put(run);
    return run;
  }

  /** Shows what the program, or the line after it, asks; null: nothing any more. */
  #asking(runId: RunId, prompt: string | null): Run | null {
    return this.#change(runId, ({ phase, open }) =>
      phase.kind === "running" ? { phase: { ...phase, prompt } } : open ? { open: { ...open, prompt } } : {},
    );
  }

  #type(runId: RunId, typed: RunTyped): void {
    this.transcript(runId).type(typed);
    for (const listener of this.#outputs) listener(runId);
  }

  #refuseLine(requestId: string, why: string): void {
    const runId = this.#lines.get(requestId);
    this.#lines.delete(requestId);
    if (runId) this.#change(runId, ({ open }) => (open ? { open: { ...open, note: why } } : {}));
  }

  #put(run: Run, answered = false): void {
    const runs = this.#snapshot.runs.filter(({ runId }) => runId !== run.runId);
    const at = this.#snapshot.runs.findIndex(({ runId }) => runId === run.runId);
    runs.splice(at < 0 ? runs.length : at, 0, run);
    this.#set({ runs, ...(answered ? { asking: null } : {}) });
  }

  /** After a (re)connect: what the server knows wins for heads; their output is whole. */
  #merge(records: readonly RunRecord[]): void {
    const runs = new Map(this.#snapshot.runs.map((run) => [run.runId, run]));
    const told = new Set(records.map(({ runId }) => runId));
    for (const record of records) {
      this.transcript(record.runId).restore(record);
      for (const listener of this.#outputs) listener(record.runId);
      const { runId, requestId, by, entry, at } = record;
      const mode = record.seed === undefined ? {} : { seed: record.seed };
      const startedHere = runs.get(runId)?.startedHere ?? null;
      const phase: RunPhase = record.ended
        ? { kind: "ended", ...record.ended }
        : { kind: "running", prompt: record.prompt ?? null };
      const was = runs.get(runId)?.open;
      const open: OpenRun | null = record.open
        ? { state: record.open.busy ? "busy" : "idle", prompt: record.prompt ?? null, note: null }
        : (was ?? null) && { ...IDLE, state: "closed" };
      runs.set(runId, { runId, requestId, by, entry, ...mode, at, startedHere, phase, open });
    }
    for (const run of runs.values()) {
      if (run.phase.kind === "ended" || told.has(run.runId)) continue;
      // It was going on when the connection broke, and the server no longer knows of it.
      const explanation = "The server was restarted while this ran. Run it again.";
      runs.set(run.runId, { ...run, phase: { kind: "ended", reason: "crashed", explanation, cpuMs: 0, wallMs: 0 } });
    }
    const late = Number.POSITIVE_INFINITY;
    this.#set({ runs: [...runs.values()].sort((a, b) => (a.at ?? late) - (b.at ?? late)), asking: null });
  }

  #set(change: Partial<RunsSnapshot>): void {
    const next = { ...this.#snapshot, ...change };
    const dropped = next.runs.slice(0, Math.max(0, next.runs.length - KEPT_RUNS));
    for (const { runId } of dropped) {
      this.#transcripts.delete(runId);
      this.#lineFrom.delete(runId);
    }
    this.#snapshot = { ...next, runs: next.runs.slice(-KEPT_RUNS) };
    for (const listener of this.#listeners) listener();
  }

  #tell(event: RunEvent): void {
    for (const listener of this.#events) listener(event);
  }
}

/** Its lines are a preview's console, not a program's. */
export const isPreview = ({ entry }: Run): boolean => placeOf(entry) === "preview";

/** The run that Stop stops: the newest that is not over. */
export function activeRun(runs: readonly Run[]): Run | null {
  return runs.findLast((run) => run.phase.kind !== "ended" && !isPreview(run)) ?? null;
}
