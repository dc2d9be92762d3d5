/** One test inside a thread: its file is loaded in an instance of its own, and then that one test is run. */
import type { MessagePort } from "node:worker_threads";
import type { QuickJSHandle } from "quickjs-emscripten-core";
import type { Exercise, ExerciseReport, RunError, RunOutcome } from "#protocol/runs";
import { Execution } from "../execution.ts";
import type { Evaluated, Instance } from "../instance.ts";
import type { Program } from "../program.ts";
import { type Job, monotonic, type SharedMemory } from "../wire.ts";
import { IoProgram } from "./io-program.ts";

export type TestJob = Job & { exercise: Exercise };
export type MakeInstance = () => Promise<Instance>;

const NO_INPUT =
  'Nobody answers prompt() in a test. Test programs that ask with io("what is typed", "what is printed").';
const NEVER_DONE = "The test awaits something that can no longer happen.";
const EXITED = "process.exit() ended the program in the middle of the test.";

export class TestRun extends Execution {
  readonly #instance: Instance;
  readonly #job: TestJob;
  readonly #shared: SharedMemory;
  readonly #port: MessagePort;
  readonly #make: MakeInstance;
  /** Why the last program that `io` ran has ended as it did; its frames say more than those of the test. */
  #ioError: RunError | undefined;

  /** `make`: instances for the programs that the test runs with `io`. */
  constructor(
    instance: Instance,
    job: TestJob,
    shared: SharedMemory,
    port: MessagePort,
    make: MakeInstance,
    program?: Program,
  ) {
    super(instance, job, shared, port, program ? { program } : {});
    this.#instance = instance;
    this.#job = job;
    this.#shared = shared;
    this.#port = port;
    this.#make = make;
  }

  async examine(): Promise<RunOutcome> {
    const { test } = this.#job.exercise;
    const report: ExerciseReport = { tests: [], skipped: [], passed: false, ms: 0 };
    this.#tests("install", this.#instance.context.newString(programOf(this.#job)));
    const started = this.startTests();
    let failed = this.settle(started, () => !started.error && this.#isSettled(started.value));
    if (!failed && !this.ended) Object.assign(report, JSON.parse(this.#text("names")));
    if (!failed && !this.ended && test !== null) {
      const from = monotonic();
      failed = await this.#perform(test);
      report.ms = Math.round(monotonic() - from);
      Object.assign(report, JSON.parse(this.#text("comparison") || "{}"));
    }
    if (this.ended?.reason === "ok") return { ...this.outcome(undefined), reason: "error", explanation: EXITED };
    const outcome = this.outcome(failed);
    report.passed = test !== null && outcome.reason === "ok";
    if (outcome.error && this.#ioError) outcome.error.frames = this.#ioError.frames;
    return { ...outcome, exercise: report };
  }

  override prompt(_text: string): string | null {
    this.endAs({ reason: "error", explanation: NO_INPUT });
    return null;
  }

  /** Evaluates the file with the tests. */
  protected startTests(): Evaluated {
    return this.start();
  }

  async #perform(test: number): Promise<QuickJSHandle | undefined> {
    const { context } = this.#instance;
    const over = () => this.#text("status") !== "running";
    let failed = this.settle(this.#tests("begin", context.newNumber(test)), over);
    for (;;) {
      if (failed || this.ended) return failed;
      const status = this.#text("status");
      if (status === "passed") return undefined;
      if (status === "failed") return this.#tests("error").error;
      if (status !== "io") {
        this.endAs({ reason: "error", explanation: NEVER_DONE });
        return undefined;
      }
      const { output, fault } = await this.#io();
      if (this.ended) return undefined;
      failed = this.settle(this.#tests("answer", context.newString(output), context.newString(fault)), over);
    }
  }

  /** Runs a program by itself, on the lines that the test gives it. */
  async #io(): Promise<{ output: string; fault: string }> {
    const { file, input } = JSON.parse(this.#text("request")) as { file: string; input: string };
    // Not to be begun again for the sake of others: the test would not know.
    const { exercise: _, keep: __, ...job } = this.#job;
    const program = new IoProgram(await this.#make(), { ...job, entry: file, again: true }, input, {
      shared: this.#shared,
      port: this.#port,
    });
    const outcome = program.run();
    const output = program.printed.replaceAll("\0", "");
    if (outcome.reason === "ok") return { output, fault: "" };
    if (outcome.reason !== "error") {
      const { reason, explanation } = outcome;
      this.endAs({ reason, ...(explanation === undefined ? {} : { explanation }) });
      return { output, fault: "" };
    }
    this.#ioError = outcome.error;
    const { error, explanation } = outcome;
    const place = error?.frames[0] ? ` (${error.frames[0].path} line ${error.frames[0].line})` : "";
    const fault = error ? `The program stopped with ${error.name}: ${error.message}${place}` : (explanation ?? "");
    return { output, fault: fault.replaceAll("\0", "") || "The program did not come to its end." };
  }

  #isSettled(value: QuickJSHandle): boolean {
    return this.#instance.context.getPromiseState(value).type !== "pending";
  }

  #tests(name: string, ...args: QuickJSHandle[]): Evaluated {
    return this.#instance.call("inTests", this.#instance.context.newString(name), ...args);
  }

  /** "" if the guest has been ended and answers nothing. */
  #text(name: string): string {
    const result = this.#tests(name);
    return result.error ? "" : this.#instance.context.getString(result.value);
  }
}

/** What `io` runs unless it is told another file: the one that the test file is named after, else main. */
function programOf({ entry, files }: TestJob): string {
  const stem = entry.replace(/\.test\.\w+$/i, "");
  const folder = entry.slice(0, entry.lastIndexOf("/") + 1);
  for (const name of [stem, `${folder}main`, "main"])
    for (const { path } of files) if (path !== entry && path.replace(/\.\w+$/, "") === name) return path;
  return "main.js";
}
