/**
 * The program that a hidden test examines, in an instance that has never seen the test: it loads the room's files and
 * answers what the test's instance asks, one capped text after the other.
 */
import type { MessagePort } from "node:worker_threads";
import type { QuickJSHandle } from "quickjs-emscripten-core";
import type { RunStream } from "#protocol/runs";
import { Execution } from "../execution.ts";
import type { Evaluated, Instance } from "../instance.ts";
import { MAX_REMOTE, MAX_REMOTE_CALLS, MAX_REMOTE_DEPTH } from "../limits.ts";
import type { Job, SharedMemory } from "../wire.ts";

const NO_INPUT = "The program asks with prompt() while its functions are tested.";
const ENDED = '["throw",["e","Error","The program was ended."]]';

/** One end of the border between both: answers a request with a text. Throws if there is no more to be had. */
export type Ask = (request: string) => string;

export class ExaminedProgram extends Execution {
  readonly #instance: Instance;
  readonly #limit: number;
  #printed = 0;
  /** Of both directions together. */
  #calls = 0;
  #depth = 0;

  constructor(instance: Instance, job: Job, shared: SharedMemory, port: MessagePort) {
    super(instance, job, shared, port, { silent: true });
    this.#instance = instance;
    this.#limit = job.limits.output;
    // Loaded before the program can have changed anything.
    this.#transfer("promise", instance.context.newNumber(0));
  }

  /** Asks the instance with the test: for its callbacks. Set once. */
  askTest: Ask = () => ENDED;

  /** What it prints is nobody's, but it may not print without end. */
  override write(_stream: RunStream, text: string): boolean {
    if (this.ended) return false;
    this.#printed += text.length;
    if (this.#printed <= this.#limit) return true;
    this.endAs({ reason: "output" });
    return false;
  }

  override prompt(_text: string): string | null {
    this.endAs({ reason: "error", explanation: NO_INPUT });
    return null;
  }

  override remote(request: string): string {
    return this.#capped(request, (text) => this.askTest(text));
  }

  /** Loads a file and tells what it exports: `[[name, value] …]`. Throws if the file cannot be loaded. */
  exports(path: string): string {
    const { context } = this.#instance;
    const bridge = `export * as file from ${JSON.stringify(`/${path}`)};`;
    const evaluated = this.#instance.evaluate(bridge, "the test", "module");
    const failed = this.settle(evaluated, () => !evaluated.error && this.#isSettled(evaluated.value));
    if (failed || evaluated.error || this.ended) throw new Error(this.#why(path, failed));
    const state = context.getPromiseState(evaluated.value);
    if (state.type !== "fulfilled") throw new Error(this.#why(path, undefined));
    const told = this.#transfer("exported", context.getProp(state.value, "file"));
    if (told.error) throw new Error(this.#why(path, told.error));
    const said = context.getString(told.value);
    if (said.length > MAX_REMOTE) throw new Error(`${path} exports more than can be tested.`);
    return said;
  }

  /** What the test asks. */
  answer(request: string): string {
    return this.#capped(request, (text) => this.#serve(text));
  }

  #serve(request: string): string {
    const { context } = this.#instance;
    const [what, number] = JSON.parse(request) as [string, number];
    let said: Evaluated;
    if (what === "settle") {
      const promise = this.#transfer("promise", context.newNumber(number));
      if (!promise.error) this.settle(promise, () => this.#isSettled(promise.value));
      said = this.#transfer("settled", context.newNumber(number));
    } else said = this.#transfer("serve", context.newString(request));
    // What the guest itself cannot answer is the end of the program: no test is to take it for an error of its own.
    const answer = said.error ? "" : context.getString(said.value);
    if (said.error || this.#isOutOfMemory(answer)) this.endAs({ reason: "memory" });
    return this.ended ? ENDED : answer;
  }

  /** It could be caught, and is no error that a test may expect: nothing of the program is certain any more. */
  #isOutOfMemory(answer: string): boolean {
    if (answer.startsWith('["throw",["e","InternalError","out of memory"')) return true;
    return answer === '["throw",null]' && this.#instance.exhausted();
  }

  #capped(request: string, ask: Ask): string {
    if (this.ended) return ENDED;
    if (request.length > MAX_REMOTE) throw new Error("A value is too large to be tested.");
    if (++this.#calls > MAX_REMOTE_CALLS) throw new Error("The test asks the program too often.");
    if (this.#depth >= MAX_REMOTE_DEPTH) throw new Error("The test and the program call each other too deeply.");
    this.#depth++;
    try {
      const answer = ask(request);
      if (answer.length > MAX_REMOTE) throw new Error("A value is too large to be tested.");
      return answer;
    } finally {
      this.#depth--;
    }
  }

  #isSettled(value: QuickJSHandle): boolean {
    return this.#instance.context.getPromiseState(value).type !== "pending";
  }

  #transfer(name: string, ...args: QuickJSHandle[]): Evaluated {
    return this.#instance.call("inTransfer", this.#instance.context.newString(name), ...args);
  }

  #why(path: string, failed: QuickJSHandle | undefined): string {
    const { error, explanation } = this.outcome(failed);
    return `${path} could not be loaded${error ? `: ${error.name}: ${error.message}` : explanation ? `: ${explanation}` : "."}`;
  }
}
