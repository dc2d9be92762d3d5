/** A run that does not run: it sleeps for a moment in its slot, or gives the slot up and blocks its thread. */
import { type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import { type FromThread, monotonic, type SharedMemory, STOP, type ToThread, WAKE } from "./wire.ts";

/** How a wait ended. */
export type Woken = { by: "time" } | { by: "stop" } | { by: "input"; text: string };

export class Waits {
  readonly #shared: SharedMemory;
  readonly #port: MessagePort;
  readonly #used: () => number;

  /** `used`: milliseconds of the program's own time so far. */
  constructor(shared: SharedMemory, port: MessagePort, used: () => number) {
    this.#shared = shared;
    this.#port = port;
    this.#used = used;
  }

  /** Keeps the slot; ends early when the run is stopped. */
  short(delay: number): void {
    const from = this.#begin();
    Atomics.wait(this.#shared.control, WAKE, 0, delay);
    this.#finish(from);
  }

  /** Gives the slot up, and comes back only when it has one again, after an answer or `most` milliseconds. */
  leave(most: number, prompt?: string): Woken {
    const { control } = this.#shared;
    const from = this.#begin();
    this.#post(prompt === undefined ? { type: "waiting" } : { type: "waiting", prompt });
    let woken: Woken | undefined;
    while (!woken) {
      const left = from + most - monotonic();
      if (left > 0) Atomics.wait(control, WAKE, 0, left);
      Atomics.store(control, WAKE, 0);
      const message = this.#message();
      if (this.#stopped()) woken = { by: "stop" };
      else if (message?.type === "input") woken = { by: "input", text: message.text };
      else if (monotonic() - from >= most) woken = { by: "time" };
    }
    if (woken.by !== "stop") {
      this.#post({ type: "waking", used: this.#used() });
      this.#awaitSlot();
      if (this.#stopped()) woken = { by: "stop" };
    }
    this.#finish(from);
    return woken;
  }

  /** Stands still until it is given a slot again. */
  park(): Woken {
    const from = this.#begin();
    this.#post({ type: "parked", used: this.#used() });
    this.#awaitSlot();
    this.#finish(from);
    return { by: this.#stopped() ? "stop" : "time" };
  }

  #awaitSlot(): void {
    const { control } = this.#shared;
    while (this.#message()?.type !== "resume" && !this.#stopped()) {
      Atomics.wait(control, WAKE, 0);
      Atomics.store(control, WAKE, 0);
    }
  }

  #begin(): number {
    const from = monotonic();
    this.#shared.clock[1] = from;
    return from;
  }

  #finish(from: number): void {
    const { clock } = this.#shared;
    clock[0] = (clock[0] ?? 0) + monotonic() - from;
    clock[1] = 0;
  }

  #stopped(): boolean {
    return Atomics.load(this.#shared.control, STOP) !== 0;
  }

  /** An image that comes meanwhile is lost: the thread then makes its instances the long way. */
  #message(): ToThread | undefined {
    return receiveMessageOnPort(this.#port)?.message as ToThread | undefined;
  }

  #post(message: FromThread): void {
    this.#port.postMessage(message);
  }
}
