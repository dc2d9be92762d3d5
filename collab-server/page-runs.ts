/**
 * The runs of one room that people's own pages execute. The server executes nothing of these: it says who runs what,
 * takes what that one connection says it prints, bounds it, and keeps it.
 */
import type * as Y from "yjs";
import { readFiles } from "#protocol/documents";
import { makeRunId, type PersonId, type RunId } from "#protocol/ids";
import type { ClientMessage, RunRecord, ServerMessage } from "#protocol/messages";
import { refusal } from "#protocol/refusals";
import { RUN_LIMITS, type RunOutcome, type RunReason, stoppedBy } from "#protocol/runs";
import type { AnswerBox, Answers } from "./answers.ts";
import type { Channel } from "./channel.ts";
import { BROWSER_RUN_PATIENCE } from "./limits.ts";
import { RunOutput } from "./run-output.ts";

interface PageRun {
  record: RunRecord;
  output: RunOutput;
  /** The only connection that may speak for it. */
  channel: Channel;
  /** Characters printed so far. */
  printed: number;
  timer: NodeJS.Timeout | undefined;
  /** Ends it when nobody answers. */
  waiting: NodeJS.Timeout | undefined;
  answers: AnswerBox;
}

export interface PageRunsOptions {
  answers: Answers;
  /** Milliseconds that a question waits for an answer. */
  wait?: number | undefined;
  broadcast(message: ServerMessage): void;
  /** Stores a run that has ended. */
  keep(record: RunRecord): void;
  onEnded(reason: string): void;
}

type Said<T extends ClientMessage["type"]> = Extract<ClientMessage, { type: T }>;

export class PageRuns {
  readonly #options: PageRunsOptions;
  readonly #runs = new Map<RunId, PageRun>();

  constructor(options: PageRunsOptions) {
    this.#options = options;
  }

  has(runId: string): boolean {
    return this.#runs.has(runId as RunId);
  }

  /** One program a person. */
  isBusy(person: PersonId): boolean {
    for (const { record } of this.#runs.values()) {
      if (record.by.id === person) return true;
    }
    return false;
  }

  /** What goes on, for whoever comes now. */
  going(): RunRecord[] {
    return [...this.#runs.values()].map(({ record, output }) => ({ ...record, ...output.transcript() }));
  }

  /** Tells everyone that `entry` runs, and the sender's page to execute it; or tells the sender why not. */
  start(channel: Channel, doc: Y.Doc, { requestId, entry }: { requestId: string; entry: string }) {
    const refuse = (why: Parameters<Channel["refuse"]>[0]) => channel.refuse(why, requestId);
    if (!channel.rates.run.take()) return refuse("rate-limited");
    if (this.isBusy(channel.author().id)) return refuse("busy");
    if (!readFiles(doc).some((file) => file.path === entry)) {
      return refuse(refusal("not-found", `There is no file ${entry} in this room any more.`));
    }
    const { record, answers } = this.#begin(channel, { requestId, entry });
    channel.send({ type: "run.execute", runId: record.runId, entry, answers: answers.path });
  }

  print(channel: Channel, { runId, stream, text }: Said<"run.print">) {
    const run = this.#own(channel, runId);
    if (!run) return;
    if (!channel.rates.print.take()) return channel.refuse("rate-limited");
    const room = RUN_LIMITS.output - run.printed;
    this.#print(run, stream, text.slice(0, room));
    if (text.length > room) this.#end(run, { reason: "output", cpuMs: 0, wallMs: Date.now() - run.record.at });
  }

  /** The program waits for a line. */
  ask(channel: Channel, runId: string, text: string) {
    const run = this.#own(channel, runId);
    if (!run || run.record.prompt !== undefined) return;
    if (!channel.rates.print.take()) return channel.refuse("rate-limited");
    run.record.prompt = text;
    this.#options.broadcast({ type: "run.prompt", runId: run.record.runId, text });
    const wait = this.#options.wait ?? RUN_LIMITS.wait;
    run.waiting = setTimeout(() => {
      const explanation = `The program waited ${wait / 60_000} minutes for an answer and nobody gave one, so it was stopped.`;
      this.#end(run, { reason: "time", explanation, cpuMs: 0, wallMs: Date.now() - run.record.at });
    }, wait).unref();
  }

  /** Anyone who may run answers; the page that executes it hears so as all do. */
  input(channel: Channel, runId: string, text: string) {
    const run = this.#runs.get(runId as RunId);
    const question = run?.record.prompt;
    if (!run || question === undefined) return channel.refuse("not-found");
    delete run.record.prompt;
    clearTimeout(run.waiting);
    const { kind: _, ...answer } = run.output.answer(channel.author(), question, text);
    this.#options.broadcast({ type: "run.answered", runId: run.record.runId, ...answer, question });
    run.answers.give(text);
  }

  end(channel: Channel, { type: _, runId, ...outcome }: Said<"run.end">) {
    const run = this.#own(channel, runId);
    if (run) this.#end(run, outcome as RunOutcome);
  }

  /** Anyone may stop it. False if it is no run of a page. The page that executes it hears of its end as all do. */
  stop(runId: string, by: string): boolean {
    const run = this.#runs.get(runId as RunId);
    if (!run) return false;
    this.#end(run, { reason: "cancelled", explanation: stoppedBy(by), cpuMs: 0, wallMs: Date.now() - run.record.at });
    return true;
  }

  /** The connection is gone, and what its page executed with it. */
  left(channel: Channel): void {
    this.#endAll(channel, "crashed", (name) => {
      return `It ran in the browser of ${name}, whose page was closed or lost its connection.`;
    });
  }

  /** The person may only watch from now on: nothing that the page says counts any more. */
  silenced(channel: Channel): void {
    this.#endAll(channel, "cancelled", (name) => `It ran in the browser of ${name}, who may only watch now.`);
  }

  #endAll(channel: Channel, reason: RunReason, explain: (name: string) => string): void {
    for (const run of [...this.#runs.values()]) {
      if (run.channel !== channel) continue;
      const wallMs = Date.now() - run.record.at;
      this.#end(run, { reason, explanation: explain(run.record.by.name), cpuMs: 0, wallMs });
    }
  }

  #begin(channel: Channel, run: { requestId: string; entry: string }): PageRun {
    const head = { runId: makeRunId(), ...run, by: channel.author(), at: Date.now() };
    const begun: PageRun = {
      record: { ...head, output: [], ended: null },
      output: new RunOutput(),
      channel,
      printed: 0,
      timer: undefined,
      waiting: undefined,
      answers: this.#options.answers.open(),
    };
    this.#runs.set(head.runId, begun);
    this.#options.broadcast({ type: "run.started", ...head });
    const outcome = { reason: "time", cpuMs: 0, wallMs: BROWSER_RUN_PATIENCE } as const;
    begun.timer = setTimeout(() => this.#end(begun, outcome), BROWSER_RUN_PATIENCE).unref();
    return begun;
  }

  #print(run: PageRun, stream: "out" | "err", text: string): void {
    if (text === "") return;
    run.printed += text.length;
    this.#options.broadcast({ type: "run.output", runId: run.record.runId, ...run.output.add(stream, text) });
  }

  #end(run: PageRun, outcome: RunOutcome): void {
    const { record } = run;
    if (!this.#runs.delete(record.runId)) return;
    clearTimeout(run.timer);
    clearTimeout(run.waiting);
    run.answers.close();
    delete record.prompt;
    Object.assign(record, run.output.transcript());
    record.ended = outcome;
    this.#options.broadcast({ type: "run.ended", runId: record.runId, ...outcome });
    this.#options.keep(record);
    this.#options.onEnded(outcome.reason);
  }

  /** A run that this connection executes; what another says of it is passed over, as is what comes after its end. */
  #own(channel: Channel, runId: string): PageRun | null {
    const run = this.#runs.get(runId as RunId);
    return run?.channel === channel ? run : null;
  }
}
