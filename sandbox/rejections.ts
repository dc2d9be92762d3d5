/**
 * Promises that were rejected with nobody to handle it. The engine has a hook for them that its JavaScript wrapper does
 * not reach, and an async function that throws without `await` before its call is a beginner's daily bread. So we put
 * one of ours into the engine's table of functions, and write its number where the engine looks.
 */
import type { QuickJSHandle } from "quickjs-emscripten-core";
import type { EngineValues } from "./engine-values.ts";
import { I32, I64, tableFunction } from "./wasm.ts";

/** Rejections that are remembered; a program with more has shown enough. */
const MOST = 1_000;
/** Words of the engine's JSRuntime that are searched for the interrupt handler. */
const RUNTIME_WORDS = 128;

/** `(ctx, promise, reason, handled, opaque)` */
const callable = tableFunction([I32, I64, I64, I32, I32], []);

export class Rejections {
  readonly #values: EngineValues;
  /** The promise's identity → a pointer to the value it was rejected with. */
  readonly #unhandled = new Map<bigint, number>();

  /** `enableInterrupts` must be the first to set the runtime's interrupt handler: beside it lies the hook. */
  constructor(values: EngineValues, enableInterrupts: () => void) {
    this.#values = values;
    const runtime = values.runtime(RUNTIME_WORDS);
    const before = runtime.slice();
    enableInterrupts();
    const changed = [...runtime.keys()].filter((word) => runtime[word] !== before[word]);
    const [handler] = changed;
    // struct JSRuntime { … interrupt_handler, interrupt_opaque, host_promise_rejection_tracker, its opaque, … }
    if (handler === undefined || changed.length !== 1 || runtime[handler + 2] !== 0 || runtime[handler + 3] !== 0)
      throw new Error("this version of the engine is laid out differently: its rejection hook was not found");
    const track = (_: number, promise: bigint, reason: bigint, handled: number): void =>
      this.#track(promise, reason, handled);
    runtime[handler + 2] = values.addToTable(callable(track));
  }

  /** The value that the first of them was rejected with. */
  first(): QuickJSHandle | undefined {
    for (const pointer of this.#unhandled.values()) return this.#values.handleOf(pointer);
    return undefined;
  }

  /** What was told once is not told again. */
  forget(): void {
    this.#unhandled.clear();
  }

  #track(promise: bigint, reason: bigint, handled: number): void {
    if (handled) this.#unhandled.delete(promise);
    else if (this.#unhandled.size < MOST) {
      const pointer = this.#values.pointer(reason);
      if (pointer !== undefined) this.#unhandled.set(promise, pointer);
    }
  }
}
