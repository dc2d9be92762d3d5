/** One run inside a thread, from its files to its outcome. Synchronous from end to end: waits block the thread. */
import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import type { QuickJSHandle } from "quickjs-emscripten-core";
import type { RunError, RunOutcome, RunReason, RunStream } from "#protocol/runs";
import { explain, explainCycle, INPUT_TIMEOUT, type Place, TIMER_TIMEOUT } from "./explain.ts";
import type { Evaluated, Host, Instance } from "./instance.ts";
import { CLOCK_FACTOR, INPUT_WAIT, JOBS_AT_ONCE, MAX_WRITE, SHORT_WAIT, TIMER_WAIT } from "./limits.ts";
import { OutputWriter } from "./output.ts";
import { ImportError, Program } from "./program.ts";
import { describeImport, describeSource, parseReport, placeIn, type Thrown } from "./report.ts";
import { SourceError } from "./strip.ts";
import {
  type FromThread,
  type Job,
  monotonic,
  type SharedMemory,
  STOP,
  type ToThread,
  WAKE,
  YIELD,
  YIELD_NO,
  YIELD_PARK,
} from "./wire.ts";

const WRAPPER = "(function (exports, require, module, __filename, __dirname) {";

/** How a wait ended. */
type Woken = { by: "time" } | { by: "stop" } | { by: "input"; text: string };

export class Execution implements Host {
  readonly #instance: Instance;
  readonly #job: Job;
  readonly #shared: SharedMemory;
  readonly #port: MessagePort;
  readonly #program: Program;
  readonly #output: OutputWriter;
  readonly #startedAt = monotonic();
  readonly #cpuAtStart = threadCpu();
  /** Set once, by whatever ends the run from outside the program. */
  #end: { reason: RunReason; explanation?: string } | null = null;
  /** Whether anyone can know that the program has begun: by output, by a question, by a wait. */
  #noticed = false;
  /** Ended for the sake of others, to be run again from its beginning. */
  #restart = false;
  #exitCode: number | null = null;
  #timerWaits = 0;
  /** The last import or source that failed: the error inside the guest carries only its words. */
  #fault: ImportError | SourceError | null = null;
  readonly #commonJs = new Map<string, Evaluated>();

  constructor(instance: Instance, job: Job, shared: SharedMemory, port: MessagePort) {
    this.#instance = instance;
    this.#job = job;
    this.#shared = shared;
    this.#port = port;
    this.#program = new Program(job.files);
    this.#output = new OutputWriter(shared, job.limits.output, () => this.#post({ type: "output" }));
    instance.attach(this);
  }

  run(): RunOutcome {
    const uncaught = this.#program.has(this.#job.entry)
      ? this.#execute()
      : this.#fail(new ImportError(`There is no file ${this.#job.entry} in the room.`, "", this.#job.entry));
    return { ...this.#conclude(uncaught), cpuMs: Math.round(this.#ownTime()), wallMs: Math.round(this.now()) };
  }

  get restart(): boolean {
    return this.#restart;
  }

  // What the guest asks.

  write(stream: RunStream, text: string): boolean {
    if (this.#end) return false;
    this.#noticed = true;
    if (this.#output.write(stream, text.length > MAX_WRITE ? text.slice(0, MAX_WRITE) : text)) return true;
    this.#end = { reason: "output" };
    return false;
  }

  prompt(text: string): string | null {
    if (this.#end) return null;
    const woken = this.#wait(INPUT_WAIT, text);
    if (woken.by === "input") return woken.text;
    this.#end ??= woken.by === "stop" ? { reason: "cancelled" } : { reason: "time", explanation: INPUT_TIMEOUT };
    return null;
  }

  now(): number {
    return monotonic() - this.#startedAt;
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
    if (specifier === "pairlab:commonjs.js") return specifier;
    return this.#remember(() => this.#program.import(from, specifier));
  }

  load(path: string): string {
    const source = this.#remember(() => this.#program.source(path));
    if (source.kind === "json") return `export default ${source.text};`;
    const asCommonJs = source.kind !== "module" && !this.#compiled(path).error;
    if (!asCommonJs && source.kind !== "commonjs") return source.text;
    const names = new Set([...source.text.matchAll(/\bexports\.([A-Za-z_$][\w$]*)\s*=[^=]/g)].map(([, name]) => name));
    names.delete("default");
    const bridge = `import { requireFile } from "pairlab:commonjs.js"; const file = requireFile(${JSON.stringify(path)}); export default file;`;
    return [bridge, ...[...names].map((name) => `const $${name} = file.${name}; export { $${name} as ${name} };`)].join(
      " ",
    );
  }

  compile(path: string): Evaluated {
    const source = this.#remember(() => this.#program.source(path));
    if (source.kind === "json") return this.#instance.evaluate(`(${source.text})`, path, "global");
    if (source.kind === "module")
      throw new Error(`${path} is an ES module: write import instead of require to use it.`);
    const compiled = this.#compiled(path);
    this.#commonJs.delete(path);
    return compiled;
  }

  // How it goes on.

  /** Runs the program until nothing is left to do. The handle of what was thrown and not caught, if anything. */
  #execute(): QuickJSHandle | undefined {
    const started = this.#start();
    if (started.error) return started.error;
    for (;;) {
      const failed = this.#runJobs();
      if (failed || this.#end) return failed;
      const entry = this.#instance.context.getPromiseState(started.value);
      if (entry.type === "rejected") return entry.error;
      const rejection = this.#instance.unhandledRejection();
      if (rejection) return rejection;
      const tick = this.#instance.call("tick");
      if (tick.error || this.#end) return tick.error;
      const delay = this.#instance.context.getNumber(tick.value);
      if (delay < 0) {
        if (entry.type === "pending") this.#end = { reason: "ok", explanation: NEVER_SETTLED };
        return undefined;
      }
      if (delay > 0) this.#sleep(delay);
      if (this.#end) return undefined;
    }
  }

  #start(): Evaluated {
    const { entry } = this.#job;
    try {
      const source = this.#remember(() => this.#program.source(entry));
      if (source.kind !== "module") {
        const compiled = this.#compiled(entry);
        if (!compiled.error || source.kind !== "either")
          return this.#instance.call("runMain", this.#instance.context.newString(entry));
      }
      return this.#instance.evaluate(source.text, entry, "module");
    } catch (error) {
      if (error instanceof SourceError) return { error: this.#fail(error) };
      throw error;
    }
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
    if (delay <= SHORT_WAIT) {
      const { control, clock } = this.#shared;
      const from = monotonic();
      clock[1] = from;
      Atomics.wait(control, WAKE, 0, delay);
      this.#addWait(from);
      this.interrupted();
      return;
    }
    const from = monotonic();
    const woken = this.#wait(Math.min(delay, TIMER_WAIT - this.#timerWaits));
    this.#timerWaits += monotonic() - from;
    if (woken.by === "stop") this.#end = { reason: "cancelled" };
    else if (this.#timerWaits >= TIMER_WAIT) this.#end = { reason: "time", explanation: TIMER_TIMEOUT };
  }

  /** Others wait for the slot: to begin again costs the time used so far, to stand still costs a thread. */
  #yield(): void {
    const wanted = Atomics.exchange(this.#shared.control, YIELD, YIELD_NO);
    if (!this.#noticed && !this.#job.again) {
      this.#restart = true;
      this.#end = { reason: "cancelled" };
    } else if (wanted === YIELD_PARK) {
      const from = monotonic();
      this.#shared.clock[1] = from;
      this.#post({ type: "parked", used: this.#ownTime() });
      this.#awaitSlot();
      this.#addWait(from);
      if (Atomics.load(this.#shared.control, STOP) !== 0) this.#end = { reason: "cancelled" };
    }
  }

  #awaitSlot(): void {
    const { control } = this.#shared;
    while (this.#message()?.type !== "resume" && Atomics.load(control, STOP) === 0) {
      Atomics.wait(control, WAKE, 0);
      Atomics.store(control, WAKE, 0);
    }
  }

  /** Gives the slot up, and comes back only when it has one again. */
  #wait(most: number, prompt?: string): Woken {
    const { control, clock } = this.#shared;
    const from = monotonic();
    clock[1] = from;
    this.#noticed = true;
    this.#post(prompt === undefined ? { type: "waiting" } : { type: "waiting", prompt });
    let woken: Woken | undefined;
    while (!woken) {
      const left = from + most - monotonic();
      if (left > 0) Atomics.wait(control, WAKE, 0, left);
      Atomics.store(control, WAKE, 0);
      const message = this.#message();
      if (Atomics.load(control, STOP) !== 0) woken = { by: "stop" };
      else if (message?.type === "input") woken = { by: "input", text: message.text };
      else if (monotonic() - from >= most) woken = { by: "time" };
    }
    if (woken.by !== "stop") {
      this.#post({ type: "waking", used: this.#ownTime() });
      this.#awaitSlot();
      if (Atomics.load(control, STOP) !== 0) woken = { by: "stop" };
    }
    this.#addWait(from);
    return woken;
  }

  #addWait(from: number): void {
    const { clock } = this.#shared;
    clock[0] = (clock[0] ?? 0) + monotonic() - from;
    clock[1] = 0;
  }

  #message(): ToThread | undefined {
    return receiveMessageOnPort(this.#port)?.message as ToThread | undefined;
  }

  /** The program's own time: that of the processor, so that a box under load takes nothing away from it. */
  #ownTime(): number {
    return threadCpu() - this.#cpuAtStart;
  }

  #isOverdue(): boolean {
    const { time } = this.#job.limits;
    return this.#ownTime() > time || this.now() - (this.#shared.clock[0] ?? 0) > CLOCK_FACTOR * time;
  }

  #compiled(path: string): Evaluated {
    let compiled = this.#commonJs.get(path);
    if (!compiled) {
      compiled = this.#instance.evaluate(`${WRAPPER}${this.#program.source(path).text}\n})`, path, "global");
      this.#commonJs.set(path, compiled);
    }
    return compiled;
  }

  #remember<T>(make: () => T): T {
    try {
      return make();
    } catch (error) {
      if (error instanceof ImportError || error instanceof SourceError) this.#fault = error;
      throw error;
    }
  }

  #fail(fault: ImportError | SourceError): QuickJSHandle {
    this.#fault = fault;
    return this.#instance.context.newError({ name: fault.name, message: fault.message });
  }

  // How it ended.

  #conclude(uncaught: QuickJSHandle | undefined): Omit<RunOutcome, "cpuMs" | "wallMs"> {
    const { limits } = this.#job;
    const end = this.#end;
    if (end?.reason === "ok") {
      if (this.#exitCode)
        return { reason: "error", explanation: `The program ended itself with process.exit(${this.#exitCode}).` };
      return end;
    }
    if (end) {
      const explanation =
        end.explanation ?? explain(end.reason, limits, this.#place(uncaught ?? this.#instance.unhandledRejection()));
      return explanation === undefined ? { reason: end.reason } : { reason: end.reason, explanation };
    }
    if (!uncaught) return { reason: "ok" };
    const thrown = this.#describe(uncaught);
    // Reading the error may itself have run into a limit.
    if (this.#end) return this.#conclude(undefined);
    if (thrown === "memory")
      return { reason: "memory", explanation: explain("memory", limits, this.#place(uncaught)) as string };
    const [frame] = thrown.frames;
    const cycle = thrown.name === "ReferenceError" && frame ? this.#program.cycleThrough(frame.path) : undefined;
    return cycle && /before initialization$/.test(thrown.message)
      ? { reason: "error", error: thrown, explanation: explainCycle(cycle) }
      : { reason: "error", error: thrown };
  }

  #describe(uncaught: QuickJSHandle): RunError | "memory" {
    const { context } = this.#instance;
    const reported = this.#instance.call("report", uncaught);
    if (reported.error) {
      if (this.#instance.exhausted()) return "memory";
      return { name: "Error", message: "The program threw something that cannot be shown.", frames: [] };
    }
    const thrown: Thrown = parseReport(context.getString(reported.value));
    if (thrown.outOfMemory || (thrown.isNull && this.#instance.exhausted())) return "memory";
    const fault = this.#fault;
    if (fault && thrown.message === fault.message)
      return fault instanceof SourceError ? describeSource(fault) : describeImport(fault, this.#program);
    return thrown.toError(this.#program);
  }

  #place(uncaught: QuickJSHandle | undefined): Place | undefined {
    if (!uncaught) return undefined;
    const { context } = this.#instance;
    if (context.typeof(uncaught) !== "object") return undefined;
    const stack = context.getProp(uncaught, "stack");
    return context.typeof(stack) === "string" ? placeIn(context.getString(stack), this.#program) : undefined;
  }

  #post(message: FromThread): void {
    this.#port.postMessage(message);
  }
}

/** Milliseconds that this thread has used of a processor. */
function threadCpu(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

const NEVER_SETTLED = "The program ended while it still awaited something that can no longer happen.";
