/** A program that a test runs by itself: it reads what the test gives it, and what it prints is kept for the test. */
import type { MessagePort } from "node:worker_threads";
import type { RunStream } from "#protocol/runs";
import { Execution } from "../execution.ts";
import type { Instance } from "../instance.ts";
import type { Job, SharedMemory } from "../wire.ts";

const NO_MORE = "The program asks for more input than the test gives it.";

export class IoProgram extends Execution {
  readonly #lines: string[];
  readonly #most: number;
  #printed = "";

  constructor(instance: Instance, job: Job, input: string, thread: { shared: SharedMemory; port: MessagePort }) {
    super(instance, job, thread.shared, thread.port, { silent: true });
    this.#lines = input === "" ? [] : input.replace(/\n$/, "").split("\n");
    this.#most = job.limits.output;
  }

  /** What it has printed with console.log and its kin; not what went to the errors. */
  get printed(): string {
    return this.#printed;
  }

  override write(stream: RunStream, text: string): boolean {
    if (this.ended) return false;
    if (stream === "err") return true;
    this.#printed += text;
    if (this.#printed.length <= this.#most) return true;
    this.#printed = this.#printed.slice(0, this.#most);
    this.endAs({ reason: "output" });
    return false;
  }

  override prompt(_text: string): string | null {
    const line = this.#lines.shift();
    if (line === undefined) this.endAs({ reason: "error", explanation: NO_MORE });
    return line ?? null;
  }
}
