/**
 * The thread that strips types and JSX for previews. Sources are hostile: a few nested classes cost the compiler hours.
 * Each text has its time, rooms take turns, and what a text became is remembered.
 */
import { createHash } from "node:crypto";
import { Worker } from "node:worker_threads";
import type { Compiled, PreviewCompiler } from "./compiled.ts";

/** Milliseconds for one text; 200,000 characters take some 100. */
const PATIENCE = 2_000;
/** Texts whose outcome is remembered, of at most 200,000 characters each. */
const REMEMBERED = 100;
/** Megabytes of the thread's own heap. */
const HEAP_MB = 128;
const TOO_LONG = { fault: "it takes too long to read. Is something nested very deeply?" };

interface Job {
  room: string;
  text: string;
  transforms: ("typescript" | "jsx")[];
  done(outcome: Compiled): void;
}

export class ThreadedCompiler implements PreviewCompiler {
  readonly #patience: number;
  readonly #known = new Map<string, Promise<Compiled>>();
  /** Rooms with something to do, the next one first. */
  readonly #rooms = new Map<string, Job[]>();
  #worker: Worker | null = null;
  /** Its time for a text begins when it is up. */
  #ready = false;
  #job: Job | null = null;
  /** The room whose turn it was. */
  #last: string | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** Starts its thread with the first text. `patience` in milliseconds. */
  constructor(patience = PATIENCE) {
    this.#patience = patience;
  }

  compile(room: string, path: string, text: string): Promise<Compiled> {
    const key = createHash("sha1").update(`${path}\0${text}`).digest("base64url");
    let outcome = this.#known.get(key);
    if (!outcome) {
      const transforms = [
        ...(/\.m?tsx?$/i.test(path) ? (["typescript"] as const) : []),
        ...(/x$/i.test(path) ? (["jsx"] as const) : []),
      ];
      outcome = new Promise((done) => {
        const jobs = this.#rooms.get(room);
        const job = { room, text, transforms, done };
        if (jobs) jobs.push(job);
        else this.#rooms.set(room, [job]);
      });
      this.#known.set(key, outcome);
      const [oldest] = this.#known.keys();
      if (this.#known.size > REMEMBERED && oldest !== undefined) this.#known.delete(oldest);
      this.#next();
    }
    return outcome;
  }

  async dispose(): Promise<void> {
    const jobs = [...this.#rooms.values()].flat();
    this.#rooms.clear();
    for (const job of jobs) job.done(TOO_LONG);
    await this.#drop(TOO_LONG);
  }

  #next(): void {
    const rooms = [...this.#rooms.keys()];
    const room = rooms.find((one) => one !== this.#last) ?? rooms[0];
    if (this.#job || room === undefined) return;
    const [job, ...others] = this.#rooms.get(room) ?? [];
    this.#rooms.delete(room);
    if (others.length > 0) this.#rooms.set(room, others);
    if (!job) return;
    this.#job = job;
    this.#last = room;
    if (this.#ready) this.#watch();
    this.#worker ??= this.#start();
    this.#worker.postMessage({ text: job.text, transforms: job.transforms });
  }

  #watch(): void {
    this.#timer = setTimeout(() => void this.#drop(TOO_LONG), this.#patience);
  }

  #start(): Worker {
    const worker = new Worker(new URL("./compile-thread.js", import.meta.url), {
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    worker.unref();
    worker.on("message", (said: "ready" | Compiled) => {
      // What was dropped says nothing more.
      if (this.#worker !== worker) return;
      if (said !== "ready") return this.#finish(said);
      this.#ready = true;
      if (this.#job) this.#watch();
    });
    // It is out of memory.
    worker.on("error", () => {
      if (this.#worker === worker) void this.#drop(TOO_LONG);
    });
    return worker;
  }

  /** The thread with what it is at. */
  async #drop(outcome: Compiled): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    this.#ready = false;
    this.#finish(outcome);
    await worker?.terminate();
  }

  #finish(outcome: Compiled): void {
    clearTimeout(this.#timer);
    const job = this.#job;
    this.#job = null;
    job?.done(outcome);
    this.#next();
  }
}
