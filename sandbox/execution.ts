/** One run inside a thread, from its files to its outcome. Synchronous from end to end: waits block the thread. */
import type { MessagePort } from "node:worker_threads";
import type { QuickJSHandle } from "quickjs-emscripten-core";
import type { RunLimits, RunOutcome, RunStream } from "#protocol/runs";
import { Chance, Clock } from "./clock.ts";
import type { About } from "./complaints.ts";
import { type Ending, explain, explainInput, explainTimers } from "./explain.ts";
import type { Evaluated, Host, Instance } from "./instance.ts";
import { CLOCK_FACTOR, JOBS_AT_ONCE, LONG_RUN, MAX_WRITE, SHORT_WAIT, SHORT_WAITS } from "./limits.ts";
import { Loader } from "./loader.ts";
import { explainMistake } from "./mistakes.ts";
import { OutputWriter } from "./output.ts";
import { Program } from "./program.ts";
import { wordsFor } from "./report.ts";
import { threadCpu } from "./thread-cpu.ts";
import { stepBack } from "./thread-rank.ts";
import type { Complaint, Reworded } from "./thrown.ts";
import { describeUncaught, placeOf } from "./uncaught.ts";
import { Waits } from "./waits.ts";
import {
  type FromThread,
  type Job,
  type LineJob,
  monotonic,
  type SharedMemory,
  STOP,
  YIELD,
  YIELD_NO,
  YIELD_PARK,
} from "./wire.ts";

export class Execution implements Host {
  readonly #instance: Instance;
  readonly #job: Job;
  readonly #shared: SharedMemory;
  readonly #port: MessagePort;
  readonly #program: Program;
  readonly #loader: Loader;
  readonly #waits: Waits;
  readonly #clock: Clock;
  readonly #chance: Chance;
  /** Of several executions in a thread one alone has it. */
  #output: OutputWriter | null = null;
  /** Of the program, or of the line that is under way. */
  #limits: RunLimits;
  #since = monotonic();
  #cpuAtStart = threadCpu();
  #open = false;
  /** Bytes of output so far: a program and the lines after it may print as much together as a program may. */
  #printed = 0;
  /** Set once, by whatever ends the run from outside the program. */
  #end: Ending | null = null;
  /** Whether anyone can know that the program has begun: by output, by a question, by a wait. */
  #noticed = false;
  /** Ended for the sake of others, to be run again from its beginning. */
  #restart = false;
  #exitCode: number | null = null;
  #timerWaits = 0;
  /** Milliseconds of waits in the slot that it has. */
  #shortWaits = 0;
  /** The last error that the engine threw, and what it was about. */
  #complaint: { message: string; about: About } | undefined;
  /** What ended the program is a rejection that nobody handled. */
  #unhandled = false;

  /** `silent`: another one in this thread has the output; this one overrides `write`. */
  constructor(
    instance: Instance,
    job: Job,
    shared: SharedMemory,
    port: MessagePort,
    { program = new Program(job.files), silent = false }: { program?: Program; silent?: boolean } = {},
  ) {
    this.#instance = instance;
    this.#job = job;
    this.#shared = shared;
    this.#port = port;
    this.#program = program;
    this.#loader = new Loader(instance, program, job);
    this.#clock = new Clock(job.seed !== undefined);
    this.#chance = new Chance(job.seed);
    this.#waits = new Waits(shared, port, () => this.#ownTime());
    this.#limits = job.limits;
    if (!silent) this.#output = this.#newOutput();
    instance.attach(this);
  }

  run(): RunOutcome {
    const outcome = this.outcome(this.#execute());
    const { keep } = this.#job;
    this.#open = keep === true && (outcome.reason === "ok" || outcome.reason === "error") && this.#holds();
    return outcome;
  }

  /** Goes on with the program's values; only while `open`. What is thrown and not caught is in the output, too. */
  line({ text, limits }: LineJob): RunOutcome {
    this.#limits = { ...limits, output: Math.max(0, Math.min(limits.output, this.#job.limits.output - this.#printed)) };
    this.#output = this.#newOutput();
    this.#since = monotonic();
    this.#unhandled = false;
    this.#cpuAtStart = threadCpu();
    this.#end = null;
    this.#exitCode = null;
    this.#loader.fault = null;
    this.#timerWaits = 0;
    this.#noticed = true;
    this.#instance.forgetRejections();
    const outcome = this.outcome(this.settle(this.#instance.call("line", this.#instance.context.newString(text))));
    const { error } = outcome;
    if (error) this.write("err", `${error.name === "Uncaught" ? "" : "Uncaught "}${error.name}: ${error.message}\n`);
    this.#printed += this.#output?.accepted ?? 0;
    this.#open = outcome.reason !== "memory" && outcome.reason !== "output" && this.#holds();
    return outcome;
  }

  /** Whether lines can go on with the values of what has ended. */
  get open(): boolean {
    return this.#open;
  }

  /** Whether it has used so much memory that this may be what it ended of. */
  get exhausted(): boolean {
    return this.#instance.exhausted();
  }

  /** Of the program so far, or of the line. */
  get times(): Pick<RunOutcome, "cpuMs" | "wallMs"> {
    return { cpuMs: Math.round(this.#ownTime()), wallMs: Math.round(monotonic() - this.#since) };
  }

  get restart(): boolean {
    return this.#restart;
  }

  /** What has ended the run from outside the program, if anything has. */
  get ended(): Ending | null {
    return this.#end;
  }

  endAs(end: Ending): void {
    this.#end ??= end;
  }

  /** Of tests alone. */
  remote(_request: string): string {
    return "";
  }

  // What the guest asks.

  write(stream: RunStream, text: string): boolean {
    if (this.#end) return false;
    this.#noticed = true;
    if (!this.#output || this.#output.write(stream, text.length > MAX_WRITE ? text.slice(0, MAX_WRITE) : text))
      return true;
    this.#end = { reason: "output" };
    return false;
  }

  prompt(text: string): string | null {
    if (this.#end) return null;
    const most = this.#limits.wait;
    this.#noticed = true;
    const woken = this.#waits.leave(most, text);
    if (woken.by === "input") return woken.text;
    this.#end ??= woken.by === "stop" ? { reason: "cancelled" } : { reason: "time", explanation: explainInput(most) };
    return null;
  }

  now(): number {
    return this.#clock.now();
  }

  uuid(): string {
    return this.#chance.uuid();
  }

  random(): number {
    return this.#chance.bits();
  }

  exit(code: number): void {
    this.#exitCode = code;
    this.#end ??= { reason: "ok" };
  }

  interrupted(): boolean {
    if (this.#end) return true;
    if (Atomics.load(this.#shared.control, STOP) !== 0) this.#end = { reason: "cancelled" };
    else if (this.#isOverdue()) this.#end = { reason: "time" };
    else if (Atomics.load(this.#shared.control, YIELD) !== YIELD_NO) this.#yield();
    return this.#end !== null;
  }

  resolve(from: string, specifier: string): string {
    return this.#loader.resolve(from, specifier);
  }

  load(path: string): string {
    return this.#loader.load(path);
  }

  read(path: string): string | null {
    return this.#program.text(path) ?? null;
  }

  paths(): string[] {
    return this.#program.paths();
  }

  compile(path: string): Evaluated {
    return this.#loader.compile(path);
  }

  words(complaint: Complaint): Reworded | undefined {
    const words = wordsFor(complaint, this.#program);
    if (complaint.about) this.#complaint = { message: words?.message ?? complaint.message, about: complaint.about };
    return words;
  }

  // How it goes on.

  /** Runs the program until nothing is left to do. The handle of what was thrown and not caught, if anything. */
  #execute(): QuickJSHandle | undefined {
    if (this.#job.seed !== undefined) this.#instance.call("freeze");
    const failed = this.settle(this.start());
    this.#printed = this.#output?.accepted ?? 0;
    return failed;
  }

  /** Until nothing is left to do, or `done` says that this is enough. */
  settle(started: Evaluated, done?: () => boolean): QuickJSHandle | undefined {
    if (started.error) return started.error;
    for (;;) {
      const failed = this.#runJobs();
      if (failed || this.#end) return failed;
      if (done?.()) return undefined;
      const entry = this.#instance.context.getPromiseState(started.value);
      if (entry.type === "rejected") return entry.error;
      const rejection = this.#instance.unhandledRejection();
      if (rejection) {
        this.#unhandled = true;
        return rejection;
      }
      const tick = this.#instance.call("tick");
      if (tick.error || this.#end) return tick.error;
      const delay = this.#instance.context.getNumber(tick.value);
      if (delay < 0) {
        if (entry.type === "pending") this.#end = { reason: "ok", explanation: NEVER_SETTLED };
        return undefined;
      }
      if (delay > 0) this.#sleep(delay);
      this.#clock.slept(delay);
      if (this.#end) return undefined;
    }
  }

  /** Evaluates the entry. */
  start(): Evaluated {
    return this.#loader.start();
  }

  #runJobs(): QuickJSHandle | undefined {
    const { runtime } = this.#instance;
    while (runtime.hasPendingJob()) {
      if (this.interrupted()) return undefined;
      const result = runtime.executePendingJobs(JOBS_AT_ONCE);
      if (result.error) return result.error;
    }
    return undefined;
  }

  #sleep(delay: number): void {
    const from = monotonic();
    const most = this.#limits.wait;
    const left = Math.min(delay, most - this.#timerWaits);
    if (delay <= SHORT_WAIT && this.#shortWaits < SHORT_WAITS) {
      this.#waits.short(left);
      this.#shortWaits += monotonic() - from;
      this.interrupted();
    } else {
      this.#shortWaits = 0;
      this.#noticed = true;
      if (this.#waits.leave(left).by === "stop") this.#end = { reason: "cancelled" };
    }
    this.#timerWaits += monotonic() - from;
    if (this.#timerWaits >= most) this.#end ??= { reason: "time", explanation: explainTimers(most) };
  }

  /** Others wait for the slot: to begin again costs the time used so far, to stand still costs a thread. */
  #yield(): void {
    const wanted = Atomics.exchange(this.#shared.control, YIELD, YIELD_NO);
    if (!this.#noticed && !this.#job.again) {
      this.#restart = true;
      this.#end = { reason: "cancelled" };
    } else if (wanted === YIELD_PARK && this.#waits.park().by === "stop") this.#end = { reason: "cancelled" };
  }

  /** The program's own time: that of the processor, so that a box under load takes nothing away from it. */
  #ownTime(): number {
    return threadCpu() - this.#cpuAtStart;
  }

  #isOverdue(): boolean {
    const { time } = this.#limits;
    const byClock = monotonic() - this.#since - (this.#shared.clock[0] ?? 0);
    const own = this.#ownTime();
    if (own > LONG_RUN && stepBack()) this.#port.postMessage({ type: "long" } satisfies FromThread);
    return own > time || byClock > CLOCK_FACTOR * time;
  }

  // How it ended.

  outcome(uncaught: QuickJSHandle | undefined): RunOutcome {
    return { ...this.#conclude(uncaught), ...this.times };
  }

  #holds(): boolean {
    const held = this.#instance.call("held");
    return !held.error && this.#instance.context.dump(held.value) === true;
  }

  #conclude(uncaught: QuickJSHandle | undefined): Omit<RunOutcome, "cpuMs" | "wallMs"> {
    const limits = this.#limits;
    const end = this.#end;
    const place = (error?: QuickJSHandle) => placeOf(error, this.#instance, this.#program);
    if (end?.reason === "ok") {
      if (this.#exitCode)
        return { reason: "error", explanation: `The program ended itself with process.exit(${this.#exitCode}).` };
      return end;
    }
    if (end) {
      const explanation =
        end.explanation ?? explain(end.reason, limits, place(uncaught ?? this.#instance.unhandledRejection()));
      return explanation === undefined ? { reason: end.reason } : { reason: end.reason, explanation };
    }
    if (!uncaught) return { reason: "ok" };
    const source = { instance: this.#instance, program: this.#program, fault: this.#loader.fault };
    const thrown = describeUncaught(uncaught, source);
    // Reading the error may itself have run into a limit.
    if (this.#end) return this.#conclude(undefined);
    if (thrown === "memory")
      return { reason: "memory", explanation: explain("memory", limits, place(uncaught)) as string };
    const about = this.#complaint?.message === thrown.message ? this.#complaint.about : undefined;
    const explanation = explainMistake(thrown, this.#program, { unhandled: this.#unhandled, about });
    return { reason: "error", error: thrown, ...(explanation === undefined ? {} : { explanation }) };
  }

  #newOutput(): OutputWriter {
    return new OutputWriter(this.#shared, this.#limits.output, () => this.#post({ type: "output" }));
  }

  #post(message: FromThread): void {
    this.#port.postMessage(message);
  }
}

const NEVER_SETTLED = "The program ended while it still awaited something that can no longer happen.";
