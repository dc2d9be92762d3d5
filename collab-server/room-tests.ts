/**
 * The tests of one room: lists them, has each run in the sandbox, and tells everyone what their role may know. The
 * text of hidden tests goes from storage to the sandbox and nowhere else.
 */
import type { Logger } from "pino";
import type * as Y from "yjs";
import { readFiles } from "#protocol/documents";
import type { RoomId } from "#protocol/ids";
import type { Author, ServerMessage } from "#protocol/messages";
import { refusal } from "#protocol/refusals";
import type { RunFile } from "#protocol/runs";
import { resultFor, TEST_FILE, type TestResult, type TestsRecord } from "#protocol/tests";
import type { Sandbox, SandboxRun } from "#sandbox/client";
import type { Channel } from "./channel.ts";
import { examine, headOf, idOf, listedBy, resultOf, type TestSource } from "./examination.ts";
import { TESTS_TIME } from "./limits.ts";
import type { Storage } from "./storage/storage.ts";

interface Going {
  by: Author;
  /** The sandbox's run of the moment. */
  handle: SandboxRun | null;
  stopped: boolean;
  /** Milliseconds that its tests have used so far. */
  used: number;
}

export interface RoomTestsOptions {
  room: RoomId;
  storage: Storage;
  sandbox: Sandbox;
  log: Logger;
  /** Tells everyone, each the words for their role. */
  tell(message: (details: boolean) => ServerMessage): void;
  onEnded(): void;
}

export class RoomTests {
  readonly #options: RoomTestsOptions;
  #going: Going | null = null;
  #record: TestsRecord | null = null;
  #stored: Promise<void> | null = null;

  constructor(options: RoomTestsOptions) {
    this.#options = options;
  }

  get active(): boolean {
    return this.#going !== null;
  }

  /** Runs all tests, or the one with that id, on the files as they stand; or tells the sender why not. */
  start(channel: Channel, doc: Y.Doc, { requestId, test }: { requestId: string; test?: string | undefined }) {
    const by = channel.author();
    if (!channel.rates.run.take()) return channel.refuse("rate-limited", requestId);
    const going = this.#going;
    if (going && going.by.id !== by.id) {
      return channel.refuse(refusal("busy", `The tests that ${going.by.name} started are still running.`), requestId);
    }
    if (!this.#options.sandbox.ready()) return channel.refuse("unavailable", requestId);
    // Whoever has changed something does not wait for what was there before.
    this.stop();
    const files = readFiles(doc).map(({ path, text }) => ({ path, text }));
    const mine: Going = { by, handle: null, stopped: false, used: 0 };
    this.#going = mine;
    void this.#run(mine, requestId, files, test).catch((error: unknown) => {
      this.#options.log.warn({ err: error, room: this.#options.room }, "tests could not be run");
      if (this.#going === mine) channel.refuse("unavailable", requestId);
      this.#end(mine, "failed");
    });
  }

  stop(): void {
    if (!this.#going) return;
    this.#going.stopped = true;
    this.#going.handle?.stop();
  }

  /** What somebody who comes in, or whose role has changed, is told. */
  async greet(channel: Channel): Promise<void> {
    await this.#load();
    const record = this.#record;
    const details = channel.may("hidden.read");
    channel.send({ type: "tests.history", record: record && { ...record, tests: shown(record.tests, details) } });
  }

  dispose(): void {
    this.stop();
  }

  async #run(mine: Going, requestId: string, files: RunFile[], only: string | undefined): Promise<void> {
    await this.#load();
    const { storage, room } = this.#options;
    const hidden = await storage.hiddenTests(room);
    if (this.#going !== mine) return;
    const sources: TestSource[] = files
      .filter(({ path }) => TEST_FILE.test(path))
      .map(({ path }) => ({ key: `file:${path}`, path, hidden: null }));
    for (const { id, path, text } of hidden) sources.push({ key: `hidden:${id}`, path, hidden: text });
    const record: TestsRecord = { by: mine.by, at: Date.now(), running: true, tests: this.#record?.tests ?? [] };
    this.#record = record;
    this.#options.tell(() => ({ type: "tests.started", requestId, by: mine.by, at: record.at }));
    const one = only === undefined ? null : sources.find(({ key }) => only.startsWith(`${key}#`));
    if (one) await this.#rerun(mine, record, one, files, Number(only?.slice(one.key.length + 1)));
    else await this.#runAll(mine, record, sources, files);
    this.#end(mine, mine.stopped ? "cancelled" : "done");
  }

  async #runAll(mine: Going, record: TestsRecord, sources: TestSource[], files: RunFile[]): Promise<void> {
    const listed: { source: TestSource; index: number; result: TestResult }[] = [];
    for (const source of sources) {
      if (mine.stopped) return;
      const { outcome } = await this.#examine(mine, source, files, null);
      if (outcome.reason === "cancelled") return;
      for (const one of listedBy(source, outcome)) listed.push({ source, ...one });
    }
    if (this.#going !== mine || mine.stopped) return;
    record.tests = listed.map(({ result }) => result);
    this.#options.tell((details) => ({ type: "tests.listed", tests: shown(record.tests, details) }));
    for (const { source, index, result } of listed) {
      if (result.status !== "waiting") continue;
      const over = mine.used > TESTS_TIME;
      if (mine.stopped || this.#going !== mine || over) this.#tellCancelled(record, over ? TOO_LONG : undefined);
      if (mine.stopped || this.#going !== mine || over) return;
      await this.#runOne(mine, record, source, files, index, result.name);
    }
  }

  async #rerun(mine: Going, record: TestsRecord, source: TestSource, files: RunFile[], index: number): Promise<void> {
    const id = idOf(source, index);
    const known = record.tests.find((test) => test.id === id);
    if (!Number.isInteger(index) || index < -1 || !known) return;
    // A file that could not be loaded is tried again by listing it.
    if (index >= 0) return this.#runOne(mine, record, source, files, index, known.name);
    const { outcome } = await this.#examine(mine, source, files, null);
    const loaded: TestResult = { ...headOf(source, -1, known.name), status: "passed" };
    this.#put(record, outcome.reason === "ok" ? loaded : { ...loaded, ...resultOf(outcome) });
  }

  async #runOne(mine: Going, record: TestsRecord, source: TestSource, files: RunFile[], index: number, name: string) {
    this.#put(record, { ...headOf(source, index, name), status: "running" });
    const { outcome, output } = await this.#examine(mine, source, files, index);
    mine.used += outcome.cpuMs;
    // Tests may have been put before it since they were listed.
    const now = outcome.exercise?.tests[index] ?? name;
    const printed = source.hidden === null && output !== "" ? { output } : {};
    this.#put(record, { ...headOf(source, index, now), ...resultOf(outcome), ...printed });
  }

  async #examine(mine: Going, source: TestSource, files: RunFile[], test: number | null) {
    const { sandbox, room } = this.#options;
    const examined = await examine({ sandbox, room, person: mine.by.id, files }, source, test, (handle) => {
      mine.handle = handle;
      if (mine.stopped) handle.stop();
    });
    mine.handle = null;
    return examined;
  }

  #put(record: TestsRecord, result: TestResult): void {
    record.tests = record.tests.map((test) => (test.id === result.id ? result : test));
    if (this.#record !== record) return;
    this.#options.tell((details) => ({ type: "tests.result", test: resultFor(details, result) }));
  }

  #tellCancelled(record: TestsRecord, message?: string): void {
    for (const test of record.tests) {
      if (test.status !== "waiting" && test.status !== "running") continue;
      this.#put(record, { ...test, status: "cancelled", ...(message === undefined ? {} : { message }) });
    }
  }

  #end(mine: Going, reason: "done" | "cancelled" | "failed"): void {
    if (this.#going !== mine) return;
    const record = this.#record;
    this.#going = null;
    if (record) {
      this.#tellCancelled(record);
      record.running = false;
      const { room, storage, log } = this.#options;
      storage
        .saveTests(room, record)
        .catch((error: unknown) => log.error({ err: error, room }, "the results of tests could not be stored"));
    }
    this.#options.tell(() => ({ type: "tests.ended", reason }));
    this.#options.onEnded();
  }

  #load(): Promise<void> {
    this.#stored ??= this.#options.storage.tests(this.#options.room).then(
      (record) => {
        this.#record ??= record;
      },
      (error: unknown) => {
        this.#stored = null;
        this.#options.log.error({ err: error, room: this.#options.room }, "the results of tests could not be read");
      },
    );
    return this.#stored;
  }
}

const TOO_LONG = "The tests before this one took a minute together, so it was not run. Run it by itself.";

const shown = (tests: TestResult[], details: boolean) => tests.map((test) => resultFor(details, test));
