/** The runs of one room: who may start one, what everyone is told of it, and what is kept. Executes nothing itself. */
import type { Logger } from "pino";
import type * as Y from "yjs";
import { readFiles } from "#protocol/documents";
import { makeRunId, type RoomId, type RunId } from "#protocol/ids";
import type { RunRecord, ServerMessage } from "#protocol/messages";
import { refusal } from "#protocol/refusals";
import { type RunOutcome, whyNotRunnable } from "#protocol/runs";
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
  #finished: Promise<RunRecord[]> | null = null;

  constructor(options: RoomRunsOptions) {
    this.#options = options;
  }

  get active(): number {
    return this.#active.size;
  }

  /** Starts `entry` with the files as they stand in `doc`, or tells the sender why not. */
  start(channel: Channel, doc: Y.Doc, { requestId, entry }: { requestId: string; entry: string }) {
    const by = channel.author();
    const refuse = (why: Parameters<Channel["refuse"]>[0]) => channel.refuse(why, requestId);
    if (!channel.rates.run.take()) return refuse("rate-limited");
    for (const run of this.#active.values()) if (run.record.by.id === by.id) return refuse("busy");
    const reason = whyNotRunnable(entry);
    if (reason !== null) return refuse(refusal("not-runnable", reason));
    const files = readFiles(doc).map(({ path, text }) => ({ path, text }));
    if (!files.some((file) => file.path === entry)) {
      return refuse(refusal("not-found", `There is no file ${entry} in this room any more.`));
    }
    if (!this.#options.sandbox.ready()) return refuse("unavailable");

    const runId = makeRunId();
    const record: RunRecord = { runId, requestId, by, entry, at: Date.now(), output: [], ended: null };
    const output = new RunOutput();
    const { broadcast } = this.#options;
    const started = () => {
      if (active.position === null) return;
      active.position = null;
      record.at = Date.now();
      broadcast({ type: "run.started", runId, requestId, by, entry, at: record.at });
    };
    const active: ActiveRun = { record, output, position: 0, handle: NO_RUN };
    this.#active.set(runId, active);
    active.handle = this.#options.sandbox.run(
      { runId, entry, files, person: by.id, room: this.#options.room },
      {
        onQueued: (position) => {
          active.position = position;
          broadcast({ type: "run.queued", runId, requestId, position });
        },
        onStarted: started,
        onOutput: (stream, text) => {
          started();
          broadcast({ type: "run.output", runId, ...output.add(stream, text) });
        },
        onPrompt: (text) => {
          record.prompt = text;
          broadcast({ type: "run.prompt", runId, text });
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

  /** Anyone who may run may stop anyone's run: pairs share a keyboard. */
  stop(runId: string) {
    // It may have ended just now, and the sender will learn so.
    this.#active.get(runId as RunId)?.handle.stop();
  }

  input(channel: Channel, runId: string, text: string) {
    const active = this.#active.get(runId as RunId);
    if (active?.record.prompt === undefined) return channel.refuse("not-found");
    delete active.record.prompt;
    this.#options.broadcast({ type: "run.answered", runId: active.record.runId, by: channel.author(), text });
    active.handle.input(text);
  }

  /** The last finished runs and those that go on, with their output so far. */
  async greet(channel: Channel): Promise<void> {
    const finished = await this.#history();
    const going = [...this.#active.values()].filter((run) => run.position === null);
    const runs = [...finished, ...going.map((run) => ({ ...run.record, output: run.output.chunks() }))];
    channel.send({ type: "run.history", runs });
    for (const { record, position } of this.#active.values()) {
      if (position === null) continue;
      channel.send({ type: "run.queued", runId: record.runId, requestId: record.requestId, position });
    }
  }

  dispose(): void {
    for (const run of this.#active.values()) run.handle.stop();
  }

  #end(active: ActiveRun, outcome: RunOutcome): void {
    const { record } = active;
    this.#active.delete(record.runId);
    delete record.prompt;
    record.output = active.output.chunks();
    record.ended = outcome;
    this.#options.broadcast({ type: "run.ended", runId: record.runId, ...outcome });
    // Read first: a history that is asked for only now would find the run in the database as well.
    this.#finished = this.#history().then((runs) => [...runs, record].slice(-SHOWN_RUNS));
    this.#finished
      .then(() => this.#options.storage.addRun(this.#options.room, record))
      .catch((error: unknown) => this.#options.log.error({ err: error }, "a finished run could not be stored"));
    this.#options.onEnded(outcome.reason);
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

const NO_RUN: SandboxRun = {
  outcome: new Promise(() => {}),
  stop() {},
  input() {},
};
