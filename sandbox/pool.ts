/** The threads of the child: two kept warm, more while runs wait in theirs. */

import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { RUN_LIMITS, type RunOutcome } from "#protocol/runs";
import { changedEngine } from "./engine.ts";
import { Instance } from "./instance.ts";
import { ACTIVE_RUNS, WAITING_RUNS } from "./limits.ts";
import { Thread, type ThreadCode } from "./thread.ts";
import type { FromChild, Job, LineJob } from "./wire.ts";

const require = createRequire(import.meta.url);

export class Pool {
  readonly #code: ThreadCode;
  readonly #send: (message: FromChild) => void;
  readonly #threads = new Set<Thread>();
  readonly #runs = new Map<string, Thread>();
  /** Runs that found no warm thread; one is starting for each. */
  readonly #unplaced: Job[] = [];
  /** Threads whose runs have no slot: they wait for something, or stand still. */
  readonly #away = new Map<Thread, "waiting" | "parked">();
  /** Threads that run nothing after what they are at. */
  readonly #lastRun = new Set<Thread>();
  /** Threads that were ended and do not end. */
  readonly #stuck = new Set<Thread>();
  /** Ended runs whose threads keep them. */
  readonly #kept = new Map<string, Thread>();

  private constructor(code: ThreadCode, send: (message: FromChild) => void) {
    this.#code = code;
    this.#send = send;
  }

  /** Resolves when the first of the warm threads is: whoever waits is not to wait for the others. */
  static async create(sources: Record<string, string>, send: (message: FromChild) => void): Promise<Pool> {
    const pool = new Pool(await loadCode(sources), send);
    await Promise.race(Array.from({ length: ACTIVE_RUNS }, () => pool.#grow()));
    void pool.#makeImage();
    return pool;
  }

  get size(): number {
    return this.#threads.size;
  }

  /** Nothing is under way. Programs that are kept do not count. */
  get idle(): boolean {
    return this.#runs.size === 0 && this.#unplaced.length === 0;
  }

  /** A thread that could not be ended is still there. */
  get stuck(): boolean {
    return this.#stuck.size > 0;
  }

  run(job: Job): void {
    const thread = [...this.#threads].find((candidate) => candidate.state === "idle");
    if (thread) this.#place(job, thread);
    else {
      this.#unplaced.push(job);
      this.#replenish();
    }
  }

  line(job: LineJob): void {
    const thread = this.#kept.get(job.session);
    if (thread) this.#place(job, thread);
    // It is gone already, and the client has been told; the line it sent meanwhile needs an answer all the same.
    else this.#send({ type: "ended", runId: job.runId, outcome: { reason: "crashed", cpuMs: 0, wallMs: 0 } });
  }

  forget(runId: string): void {
    this.#kept.get(runId)?.forget();
    this.#kept.delete(runId);
  }

  stop(runId: string): void {
    const at = this.#unplaced.findIndex((job) => job.runId === runId);
    if (at >= 0) {
      this.#unplaced.splice(at, 1);
      this.#send({ type: "ended", runId, outcome: { reason: "cancelled", cpuMs: 0, wallMs: 0 } });
    } else this.#runs.get(runId)?.stop();
  }

  input(runId: string, text: string): void {
    this.#runs.get(runId)?.input(text);
  }

  resume(runId: string): void {
    const thread = this.#runs.get(runId);
    if (thread?.resume()) this.#away.delete(thread);
  }

  yield(runId: string, park: boolean): void {
    this.#runs.get(runId)?.yield(park);
  }

  #place(job: Job | LineJob, thread: Thread): void {
    const { runId } = job;
    const session = "session" in job ? job.session : runId;
    this.#runs.set(runId, thread);
    thread.run(job, {
      started: () => this.#send({ type: "started", runId }),
      output: (stream, text) => this.#send({ type: "output", runId, stream, text }),
      waiting: (prompt) => {
        const waiting = [...this.#away.values()].filter((why) => why === "waiting").length;
        if (waiting >= WAITING_RUNS) {
          thread.end({ reason: "time", explanation: "Too many programs are waiting at the moment. Try again soon." });
          return;
        }
        this.#away.set(thread, "waiting");
        this.#send({ type: "waiting", runId, ...(prompt === undefined ? {} : { prompt }) });
        this.#replenish();
      },
      waking: (used) => this.#send({ type: "waking", runId, used }),
      parked: (used) => {
        this.#away.set(thread, "parked");
        this.#send({ type: "parked", runId, used });
        this.#replenish();
      },
      long: () => {
        this.#lastRun.add(thread);
        this.#send({ type: "long", runId });
        this.#replenish();
      },
      restart: (used) => {
        this.#left(runId, thread);
        this.#send({ type: "restart", runId, used });
      },
      ended: (outcome: RunOutcome, open: boolean) => {
        if (open) this.#kept.set(session, thread);
        else this.#kept.delete(session);
        this.#left(runId, thread);
        this.#send({ type: "ended", runId, outcome, ...(open ? { open } : {}) });
      },
    });
  }

  #left(runId: string, thread: Thread): void {
    this.#away.delete(thread);
    this.#runs.delete(runId);
    this.#replenish();
  }

  /** Keeps as many threads warm or starting as can be needed at once, and ends what is beyond. */
  #replenish(): void {
    const spare = [...this.#threads].filter((thread) => thread.state === "idle" || thread.state === "starting");
    const executing = this.#runs.size - this.#away.size;
    const leaving = [...this.#runs.values()].filter((thread) => this.#lastRun.has(thread) && !this.#away.has(thread));
    const wanted = Math.max(this.#unplaced.length, ACTIVE_RUNS - executing + leaving.length);
    for (let have = spare.length; have < wanted; have++) void this.#grow();
    for (const thread of spare.slice(Math.max(wanted, ACTIVE_RUNS))) if (thread.state === "idle") thread.dispose();
  }

  /** Only now, for the first runs are not to wait for what makes the later ones cheaper. */
  async #makeImage(): Promise<void> {
    const { engine, guest } = this.#code;
    this.#code.image = await Instance.image(engine, guest, RUN_LIMITS.memory);
    for (const thread of this.#threads) thread.setImage(this.#code.image);
    // The two instances that it was taken from.
    globalThis.gc?.();
  }

  #grow(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const thread = new Thread(this.#code, {
      idle: () => {
        resolve();
        const job = this.#unplaced.shift();
        if (job) this.#place(job, thread);
      },
      stuck: () => this.#stuck.add(thread),
      gone: () => {
        this.#threads.delete(thread);
        this.#stuck.delete(thread);
        this.#lastRun.delete(thread);
        for (const [runId, keeper] of this.#kept)
          if (keeper === thread) {
            this.#kept.delete(runId);
            this.#send({ type: "closed", runId });
          }
        this.#replenish();
      },
    });
    this.#threads.add(thread);
    return promise;
  }
}

/** Everything that threads execute, made ready once for all of them. */
async function loadCode(sources: Record<string, string>): Promise<ThreadCode> {
  const here = new URL("./", import.meta.url);
  const engine = await WebAssembly.compile(
    changedEngine(await readFile(require.resolve("@jitl/quickjs-wasmfile-release-sync/wasm"))),
  );
  const guest: Record<string, string> = {};
  for (const name of await readdir(new URL("guest/", here), { recursive: true }))
    if (name.endsWith(".js"))
      guest[`pairlab:${name.replaceAll("\\", "/")}`] = await readFile(new URL(`guest/${name}`, here), "utf8");
  return { engine, sources, guest, image: null };
}
