/**
 * A hidden test: its text is in this instance alone. The room's files are in another one; for each that the test
 * imports, a module stands here whose exports call that instance through the border.
 */
import type { MessagePort } from "node:worker_threads";
import type { RunStream } from "#protocol/runs";
import type { Instance } from "../instance.ts";
import { Program } from "../program.ts";
import type { SharedMemory } from "../wire.ts";
import { ExaminedProgram } from "./examined-program.ts";
import { type MakeInstance, type TestJob, TestRun } from "./test-run.ts";

/** An export that can be named in a module's text: the name comes from the program. */
const NAME = /^[A-Za-z_$][\w$]*$/;
const ENDED = '["throw",["e","Error","The program was ended."]]';

export class HiddenTestRun extends TestRun {
  readonly #instance: Instance;
  readonly #program: ExaminedProgram;
  readonly #hidden: ReadonlySet<string>;

  constructor(
    instances: { test: Instance; program: Instance },
    job: TestJob,
    shared: SharedMemory,
    port: MessagePort,
    make: MakeInstance,
  ) {
    const hidden = job.exercise.hidden ?? [];
    const paths = new Set(hidden.map(({ path }) => path));
    const files = job.files.filter(({ path }) => !paths.has(path));
    super(instances.test, { ...job, files }, shared, port, make, new Program([...files, ...hidden]));
    this.#instance = instances.test;
    this.#hidden = paths;
    // Not to be begun again by itself: the test would not know.
    const { exercise: _, keep: __, ...ofProgram } = job;
    this.#program = new ExaminedProgram(instances.program, { ...ofProgram, files, again: true }, shared, port);
    this.#program.askTest = (request) => this.#serve(request);
    this.#instance.call("inTransfer", this.#instance.context.newString("guard"));
  }

  /** The test's own output is for nobody: it could tell what it looks for. */
  override write(_stream: RunStream, _text: string): boolean {
    return !this.ended;
  }

  override remote(request: string): string {
    try {
      return this.#program.answer(request);
    } finally {
      // Whatever has ended the program ends the test, which cannot catch that.
      const { ended } = this.#program;
      if (ended)
        this.endAs(ended.reason === "ok" ? { reason: "error", explanation: ended.explanation ?? EXITED } : ended);
    }
  }

  override resolve(from: string, specifier: string): string {
    return specifier === BORDER ? specifier : super.resolve(from, specifier);
  }

  override load(path: string): string {
    if (this.#hidden.has(path) || path.endsWith(".json")) return super.load(path);
    const told = this.#program.exports(path);
    const { context } = this.#instance;
    const received = this.#instance.call(
      "inTransfer",
      ...[context.newString("receive"), context.newString(path), context.newString(told)],
    );
    if (received.error) throw new Error(`${path} exports what cannot be tested.`);
    const names = (JSON.parse(told) as [string, unknown][]).map(([name]) => name).filter((name) => NAME.test(name));
    const where = JSON.stringify(path);
    const lines = names.map(
      (name, at) => `const $${at} = imported(${where}, "${name}"); export { $${at} as ${name} };`,
    );
    return `import { imported } from "${BORDER}"; ${lines.join(" ")}`;
  }

  /** A callback of the test's that the program calls. */
  #serve(request: string): string {
    const { context } = this.#instance;
    const [what] = JSON.parse(request) as [string];
    if (what === "settle") return '["throw",["e","Error","The program cannot await a callback of a hidden test."]]';
    const said = this.#instance.call("inTransfer", context.newString("serve"), context.newString(request));
    return said.error || this.ended ? ENDED : context.getString(said.value);
  }
}

const BORDER = "pairlab:transfer.js";
const EXITED = "process.exit() ended the program in the middle of the test.";
