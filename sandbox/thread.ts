/** One thread of the child and the run that is in it: deadlines, Stop, output, and what is said when it dies. */
import { Worker } from "node:worker_threads";
import type { RunOutcome, RunStream } from "#protocol/runs";
import { RUN_LIMITS } from "#protocol/runs";
import { CRASHED, explainKill, explainStarved, HEAP_FULL } from "./explain.ts";
import type { Image } from "./image.ts";
import {
  CLOCK_FACTOR,
  KILL_GRACE,
  LEAST_LOOK,
  OUTPUT_INTERVAL,
  STOP_GRACE,
  STUCK_AFTER,
  THREAD_HEAP_MB,
  THREAD_STACK_MB,
} from "./limits.ts";
import { OutputReader, outputCapacity } from "./output.ts";
import {
  createSharedMemory,
  type FromThread,
  type Job,
  type LineJob,
  monotonic,
  type SharedMemory,
  STOP,
  type ThreadStart,
  type ToThread,
  WAKE,
  YIELD,
  YIELD_NO,
  YIELD_PARK,
  YIELD_RESTART,
} from "./wire.ts";

export interface ThreadCode {
  engine: WebAssembly.Module;
  /** The thread's own modules: URL → JavaScript. */
  sources: Record<string, string>;
  guest: Record<string, string>;
  /** Of an instance of the house's size, once there is one. */
  image: Image | null;
}

export interface RunEvents {
  started(): void;
  output(stream: RunStream, text: string): void;
  waiting(prompt: string | undefined): void;
  waking(used: number): void;
  parked(used: number): void;
  /** The thread runs nothing else after this run and its lines. */
  long(): void;
  /** Instead of `ended`. */
  restart(used: number): void;
  /** Once, after the last output. `open`: the thread keeps the program. */
  ended(outcome: RunOutcome, open: boolean): void;
}

interface Run {
  job: Job | LineJob;
  events: RunEvents;
  reader: OutputReader;
  startedAt: number;
  /** Milliseconds of the processor that the thread had used before; null until it has said so. */
  cpuAtStart: number | null;
  /** The same of all threads together. */
  allAtStart: number;
  waiting: boolean;
  deadline?: NodeJS.Timeout;
  stopping?: NodeJS.Timeout;
  flush?: NodeJS.Timeout;
  flushedAt: number;
}

/** `starting`: it makes the instance of its next run. `kept`: it has the values of a program that has ended, and takes lines for it. */
type ThreadState = "starting" | "idle" | "running" | "kept" | "ending";

function processCpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

export class Thread {
  readonly #shared: SharedMemory = createSharedMemory(outputCapacity(RUN_LIMITS.output));
  readonly #worker: Worker;
  readonly #gone: () => void;
  readonly #stuck: () => void;
  #overdue: NodeJS.Timeout | undefined;
  #run: Run | null = null;
  #state: ThreadState = "starting";

  /**
   * `idle` after the start and after each run that leaves the thread usable; `gone` once, when it has ended; `stuck`
   * before that if it cannot be ended: it is inside native code of the host's that asks nobody.
   */
  constructor(code: ThreadCode, events: { idle(): void; gone(): void; stuck(): void }) {
    const { engine, sources, guest, image } = code;
    const start: ThreadStart = { shared: this.#shared, engine, guest, image };
    this.#gone = events.gone;
    this.#stuck = events.stuck;
    this.#worker = new Worker(new URL("./thread-boot.js", import.meta.url), {
      workerData: { ...start, sources, entry: new URL("./worker.ts", import.meta.url).href },
      env: {},
      resourceLimits: {
        stackSizeMb: THREAD_STACK_MB,
        maxOldGenerationSizeMb: THREAD_HEAP_MB,
        maxYoungGenerationSizeMb: 4,
      },
    });
    this.#worker.on("message", (message: FromThread) => {
      if (message.type === "idle") {
        if (this.#state === "ending") return;
        this.#state = "idle";
        events.idle();
      } else this.#receive(message);
    });
    // Out of memory or an error of our own; `exit` follows.
    this.#worker.on("error", (error: Error & { code?: string }) => {
      if (error.code === "ERR_WORKER_OUT_OF_MEMORY") this.end({ reason: "memory", explanation: HEAP_FULL });
      else console.error(`sandbox: a thread failed: ${error.message}`);
    });
    this.#worker.on("exit", () => this.#exited());
  }

  get state(): ThreadState {
    return this.#state;
  }

  /** A line only while the thread is kept, for the program that it keeps. */
  run(job: Job | LineJob, events: RunEvents): void {
    const { control, clock } = this.#shared;
    Atomics.store(control, STOP, 0);
    Atomics.store(control, WAKE, 0);
    Atomics.store(control, YIELD, YIELD_NO);
    clock.fill(0);
    this.#state = "running";
    const reader = new OutputReader(this.#shared);
    const run: Run = {
      job,
      events,
      reader,
      startedAt: monotonic(),
      cpuAtStart: null,
      allAtStart: processCpu(),
      waiting: false,
      flushedAt: 0,
    };
    this.#run = run;
    this.#post("session" in job ? { type: "line", job } : { type: "run", job });
    void this.#processorTime().then((cpu) => {
      run.cpuAtStart = cpu;
    });
    run.deadline = setTimeout(() => void this.#watchDeadline(run), job.limits.time + KILL_GRACE);
    events.started();
  }

  /** Asks first: an interpreted loop ends in a millisecond, and its thread stays usable. */
  stop(): void {
    const run = this.#run;
    if (!run || run.stopping) return;
    Atomics.store(this.#shared.control, STOP, 1);
    this.#wake();
    run.stopping = setTimeout(() => this.end({ reason: "cancelled" }), STOP_GRACE);
  }

  input(text: string): void {
    if (!this.#run?.waiting) return;
    this.#post({ type: "input", text });
    this.#wake();
  }

  setImage(image: Image | null): void {
    this.#post({ type: "image", image });
  }

  forget(): void {
    if (this.#state !== "kept") return;
    this.#state = "starting";
    this.#post({ type: "forget" });
  }

  yield(park: boolean): void {
    if (this.#run && !this.#run.waiting) Atomics.store(this.#shared.control, YIELD, park ? YIELD_PARK : YIELD_RESTART);
  }

  /** True if the run was waiting for its slot. */
  resume(): boolean {
    const run = this.#run;
    if (!run?.waiting) return false;
    run.waiting = false;
    this.#post({ type: "resume" });
    this.#wake();
    return true;
  }

  /** Ends the run with its thread. `cpuMs` if it is known. */
  end(outcome: Omit<RunOutcome, "cpuMs" | "wallMs"> & { cpuMs?: number }): void {
    this.#answer({ ...this.#times(), ...outcome });
    this.dispose();
  }

  dispose(): void {
    if (this.#state === "ending") return;
    this.#state = "ending";
    this.#overdue = setTimeout(this.#stuck, STUCK_AFTER);
    void this.#worker.terminate();
  }

  #receive(message: Exclude<FromThread, { type: "idle" }>): void {
    const run = this.#run;
    if (!run) return;
    switch (message.type) {
      case "output":
        this.#scheduleFlush(run);
        break;
      case "waiting":
        this.#flush(run);
        run.waiting = true;
        run.events.waiting(message.prompt);
        break;
      case "waking":
        run.events.waking(message.used);
        break;
      case "parked":
        this.#flush(run);
        run.waiting = true;
        run.events.parked(message.used);
        break;
      case "long":
        run.events.long();
        break;
      case "restart":
        if (message.recycle) this.dispose();
        else this.#state = "starting";
        this.#leave(run);
        run.events.restart(message.used);
        break;
      case "ended":
        if (message.recycle) this.dispose();
        else this.#state = message.open ? "kept" : "starting";
        this.#answer(message.outcome, message.open);
        break;
      default:
        message satisfies never;
    }
  }

  #scheduleFlush(run: Run): void {
    const wait = run.flushedAt + OUTPUT_INTERVAL - monotonic();
    if (wait <= 0) this.#flush(run);
    else run.flush ??= setTimeout(() => this.#flush(run), wait);
  }

  #flush(run: Run): void {
    clearTimeout(run.flush);
    delete run.flush;
    run.flushedAt = monotonic();
    for (const { stream, text } of run.reader.take()) run.events.output(stream, text);
  }

  /** By the clock, waits aside: what a run that is ended from outside has taken at most. */
  #times(): { cpuMs: number; wallMs: number } {
    const run = this.#run;
    if (!run) return { cpuMs: 0, wallMs: 0 };
    const now = monotonic();
    const [waited = 0, since = 0] = this.#shared.clock;
    const wallMs = now - run.startedAt;
    return { cpuMs: Math.round(wallMs - waited - (since > 0 ? now - since : 0)), wallMs: Math.round(wallMs) };
  }

  /** The thread watches its deadline itself; this is for what never polls. Waits cost nothing and so move it. */
  async #watchDeadline(run: Run): Promise<void> {
    const { time } = run.job.limits;
    const last = CLOCK_FACTOR * time + KILL_GRACE;
    // Inside native code of the host's it does not even say what it has used: then the clock alone counts.
    const silent = Promise.withResolvers<null>();
    const patience = setTimeout(() => silent.resolve(null), Math.max(LEAST_LOOK, last - this.#times().cpuMs));
    const used = await Promise.race([this.#processorTime(), silent.promise]);
    clearTimeout(patience);
    // Meanwhile it may have ended.
    if (this.#run !== run) return;
    const { cpuMs: byClock } = this.#times();
    if (used === null && byClock >= last) {
      // What all threads have used says whether it can have come to its limit.
      const cpuMs = Math.round(Math.min(time, processCpu() - run.allAtStart));
      this.end({
        reason: "time",
        explanation: cpuMs < time ? explainStarved(run.job, cpuMs) : explainKill(run.job),
        cpuMs,
      });
      return;
    }
    const spent = used === null || run.cpuAtStart === null ? 0 : used - run.cpuAtStart;
    const left = Math.min(time - spent + KILL_GRACE, last - byClock);
    if (left > 0) run.deadline = setTimeout(() => void this.#watchDeadline(run), Math.max(left, LEAST_LOOK));
    else {
      const explanation = spent < time ? explainStarved(run.job, spent) : explainKill(run.job);
      this.end({ reason: "time", explanation, cpuMs: Math.round(spent) });
    }
  }

  /** Milliseconds since the thread's start; answered while it spins, too. */
  async #processorTime(): Promise<number> {
    try {
      const { user, system } = await this.#worker.cpuUsage();
      return (user + system) / 1_000;
    } catch {
      // It has ended just now.
      return 0;
    }
  }

  #answer(outcome: RunOutcome, open = false): void {
    const run = this.#run;
    if (!run) return;
    this.#leave(run);
    run.events.ended(outcome, open);
  }

  #leave(run: Run): void {
    this.#flush(run);
    clearTimeout(run.deadline);
    clearTimeout(run.stopping);
    this.#run = null;
  }

  #exited(): void {
    clearTimeout(this.#overdue);
    this.#state = "ending";
    this.#answer({
      reason: "crashed",
      explanation: CRASHED,
      ...this.#times(),
    });
    this.#gone();
  }

  #post(message: ToThread): void {
    this.#worker.postMessage(message);
  }

  #wake(): void {
    Atomics.store(this.#shared.control, WAKE, 1);
    Atomics.notify(this.#shared.control, WAKE);
  }
}
