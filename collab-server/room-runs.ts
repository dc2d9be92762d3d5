/** The runs of one room: who may start one, what everyone is told of it, and what is kept. Executes nothing itself. */
import type { Logger } from "pino";
import type * as Y from "yjs";
import { readFiles } from "#protocol/documents";
import { makeRunId, type PersonId, type RoomId, type RunId } from "#protocol/ids";
import type { RunRecord, ServerMessage } from "#protocol/messages";
import { refusal } from "#protocol/refusals";
import { type RunOutcome, stoppedBy, whyNotRunnable } from "#protocol/runs";
import type { Sandbox, SandboxRun } from "#sandbox/client";
import type { Channel } from "./channel.ts";
import { SHOWN_RUNS } from "./limits.ts";
import { RunOutput } from "./run-output.ts";
import type { Storage } from "./storage/storage.ts";

interface ActiveRun {
  record: RunRecord;
  output: RunOutput;
  handle: SandboxRun;
  /** Null once it has started. */
  position: number | null;
  /** The sandbox keeps its values: lines can be typed when it has ended. */
  keeps: boolean;
  /** The name of whoever stopped it. */
  stoppedBy?: string;
}

/** A run that has ended and takes lines. */
interface OpenRun {
  record: RunRecord;
  output: RunOutput;
  /** The line that is under way. */
  line: { by: PersonId; handle: SandboxRun; stoppedBy?: string } | null;
}

export interface RoomRunsOptions {
  room: RoomId;
  storage: Storage;
  sandbox: Sandbox;
  log: Logger;
  broadcast(message: ServerMessage): void;
  onEnded(reason: string): void;
}

export class RoomRuns {
  readonly #options: RoomRunsOptions;
  readonly #active = new Map<RunId, ActiveRun>();
  readonly #open = new Map<RunId, OpenRun>();
  #finished: Promise<RunRecord[]> | null = null;

  constructor(options: RoomRunsOptions) {
    this.#options = options;
  }

  get active(): number {
    return this.#active.size;
  }

  /** Starts `entry` with the files as they stand in `doc`, or tells the sender why not. */
  start(
    channel: Channel,
    doc: Y.Doc,
    { requestId, entry, seed }: { requestId: string; entry: string; seed?: number | undefined },
  ) {
    const by = channel.author();
    const refuse = (why: Parameters<Channel["refuse"]>[0]) => channel.refuse(why, requestId);
    if (!channel.rates.run.take()) return refuse("rate-limited");
    if (this.isBusy(by.id)) return refuse("busy");
    const reason = whyNotRunnable(entry);
    if (reason !== null) return refuse(refusal("not-runnable", reason));
    const files = readFiles(doc).map(({ path, text }) => ({ path, text }));
    if (!files.some((file) => file.path === entry)) {
      return refuse(refusal("not-found", `There is no file ${entry} in this room any more.`));
    }
    if (!this.#options.sandbox.ready()) return refuse("unavailable");

    const runId = makeRunId();
    const mode = seed === undefined ? {} : { seed };
    const record: RunRecord = { runId, requestId, by, entry, ...mode, at: Date.now(), output: [], ended: null };
    const output = new RunOutput();
    const { broadcast } = this.#options;
    const started = () => {
      if (active.position === null) return;
      active.position = null;
      record.at = Date.now();
      broadcast({ type: "run.started", runId, requestId, by, entry, ...mode, at: record.at });
    };
    const active: ActiveRun = { record, output, position: 0, handle: NO_RUN, keeps: false };
    this.#active.set(runId, active);
    active.handle = this.#options.sandbox.run(
      { runId, entry, files, ...mode, person: by.id, room: this.#options.room, keep: true },
      {
        onQueued: (position) => {
          active.position = position;
          broadcast({ type: "run.queued", runId, requestId, by, entry, position });
        },
        onStarted: started,
        onOutput: (stream, text) => {
          started();
          broadcast({ type: "run.output", runId, ...output.add(stream, text) });
        },
        onPrompt: (text) => this.#ask(record, text),
        onOpen: () => {
          active.keeps = true;
        },
        onClosed: () => {
          active.keeps = false;
          this.#close(runId);
        },
      },
    );
    active.handle.outcome.then(
      (outcome) => this.#end(active, outcome),
      (error: unknown) => {
        this.#options.log.error({ err: error, room: this.#options.room }, "a run ended in an error of the server");
        this.#end(active, { reason: "crashed", cpuMs: 0, wallMs: 0 });
      },
    );
  }

  /** Anyone who may run may stop anyone's run, or the line under way: pairs share a keyboard. */
  stop(runId: string, by: string) {
    // It may have ended just now, and the sender will learn so.
    const going = this.#active.get(runId as RunId) ?? this.#open.get(runId as RunId)?.line;
    if (!going) return;
    going.stoppedBy ??= by;
    going.handle.stop();
  }

  input(channel: Channel, runId: string, text: string) {
    const asking = this.#active.get(runId as RunId) ?? this.#open.get(runId as RunId);
    const question = asking?.record.prompt;
    if (!asking || question === undefined) return channel.refuse("not-found");
    delete asking.record.prompt;
    const { record, output } = asking;
    const { kind: _, ...answer } = output.answer(channel.author(), question, text);
    this.#options.broadcast({ type: "run.answered", runId: record.runId, ...answer, question });
    this.#handle(runId)?.input(text);
  }

  /** Evaluates a line with the values of a run that has ended and is open, or tells the sender why not. */
  line(channel: Channel, { requestId, runId, text }: { requestId: string; runId: string; text: string }) {
    const by = channel.author();
    const refuse = (why: Parameters<Channel["refuse"]>[0]) => channel.refuse(why, requestId);
    if (!channel.rates.run.take()) return refuse("rate-limited");
    const open = this.#open.get(runId as RunId);
    if (!open) return refuse(refusal("not-found", VALUES_GONE));
    if (open.line) return refuse(refusal("busy", "A line is being evaluated already. Wait until it has ended."));
    if (this.isBusy(by.id)) return refuse("busy");
    const { broadcast, room, sandbox } = this.#options;
    const { record, output } = open;
    const handle = sandbox.line(
      { runId: makeRunId(), session: runId, text, person: by.id, room },
      {
        onQueued: () => {},
        onStarted: () => {},
        onOutput: (stream, piece) =>
          broadcast({ type: "run.output", runId: record.runId, ...output.add(stream, piece) }),
        onPrompt: (question) => this.#ask(record, question),
      },
    );
    if (!handle) return refuse(refusal("not-found", VALUES_GONE));
    record.open = { busy: true };
    const { seq } = output.line(by, text);
    broadcast({ type: "run.line", runId: record.runId, requestId, seq, by, text });
    const line: OpenRun["line"] = { by: by.id, handle };
    open.line = line;
    void handle.outcome.then((outcome) => {
      const { reason, explanation } = bySomebody(outcome, line.stoppedBy);
      open.line = null;
      delete record.prompt;
      // Whoever has closed it meanwhile has said so.
      if (record.open) record.open = { busy: false };
      Object.assign(record, output.transcript());
      const why = explanation === undefined ? {} : { explanation };
      broadcast({ type: "run.returned", runId: record.runId, requestId, reason, ...why });
      this.#store(record);
    });
  }

  /** The last finished runs and those that go on, with their output so far; `elsewhere`: those that pages execute. */
  async greet(channel: Channel, elsewhere: () => RunRecord[]): Promise<void> {
    const finished = await this.#history();
    const going = [...this.#active.values()].filter((run) => run.position === null);
    const ended = finished.map((run) => ({ ...run, ...this.#open.get(run.runId)?.output.transcript() }));
    const here = going.map(({ record, output }) => ({ ...record, ...output.transcript() }));
    const runs = [...ended, ...here, ...elsewhere()];
    channel.send({ type: "run.history", runs });
    for (const { record, position } of this.#active.values()) {
      if (position === null) continue;
      const { runId, requestId, by, entry } = record;
      channel.send({ type: "run.queued", runId, requestId, by, entry, position });
    }
  }

  dispose(): void {
    for (const run of this.#active.values()) run.handle.stop();
    for (const { line } of this.#open.values()) line?.handle.stop();
  }

  #end(active: ActiveRun, ended: RunOutcome): void {
    const { record } = active;
    const outcome = bySomebody(ended, active.stoppedBy);
    this.#active.delete(record.runId);
    delete record.prompt;
    Object.assign(record, active.output.transcript());
    record.ended = outcome;
    this.#options.broadcast({ type: "run.ended", runId: record.runId, ...outcome });
    if (active.keeps) {
      record.open = { busy: false };
      this.#open.set(record.runId, { record, output: active.output, line: null });
      this.#options.broadcast({ type: "run.open", runId: record.runId, open: true });
    }
    this.keep(record);
    this.#options.onEnded(outcome.reason);
  }

  /** Stores a run that has ended, wherever it executed, and shows it to whoever comes. */
  keep(record: RunRecord): void {
    // Read first: a history that is asked for only now would find the run in the database as well.
    this.#finished = this.#history().then((runs) => [...runs, record].slice(-SHOWN_RUNS));
    void this.#finished.then(() => this.#store(record));
  }

  #store(record: RunRecord): void {
    const { storage, room, log } = this.#options;
    storage
      .addRun(room, record)
      .catch((error: unknown) => log.error({ err: error }, "a finished run could not be stored"));
  }

  #close(runId: RunId): void {
    const open = this.#open.get(runId);
    if (!open) return;
    this.#open.delete(runId);
    delete open.record.open;
    this.#options.broadcast({ type: "run.open", runId, open: false });
  }

  #ask(record: RunRecord, question: string): void {
    record.prompt = question;
    this.#options.broadcast({ type: "run.prompt", runId: record.runId, text: question });
  }

  #handle(runId: string): SandboxRun | undefined {
    return this.#active.get(runId as RunId)?.handle ?? this.#open.get(runId as RunId)?.line?.handle;
  }

  /** One program or line a person. */
  isBusy(person: PersonId): boolean {
    for (const { record } of this.#active.values()) if (record.by.id === person) return true;
    for (const { line } of this.#open.values()) if (line?.by === person) return true;
    return false;
  }

  #history(): Promise<RunRecord[]> {
    this.#finished ??= this.#options.storage.runs(this.#options.room, SHOWN_RUNS).catch((error: unknown) => {
      this.#options.log.error({ err: error }, "the earlier runs could not be read");
      this.#finished = null;
      return [];
    });
    return this.#finished;
  }
}

/** Says who stopped it, if somebody did. */
function bySomebody(outcome: RunOutcome, name: string | undefined): RunOutcome {
  if (outcome.reason !== "cancelled" || name === undefined) return outcome;
  return { explanation: stoppedBy(name), ...outcome };
}

const VALUES_GONE = "The values of that program are not kept any more. Run it again, then type the line.";
const NO_RUN: SandboxRun = {
  outcome: new Promise(() => {}),
  stop() {},
  input() {},
};
