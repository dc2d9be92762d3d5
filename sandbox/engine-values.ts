/** The engine's values as its own functions take and give them, and its table of functions: beyond its JavaScript wrapper. */
import type { QuickJSContext, QuickJSHandle } from "quickjs-emscripten-core";

/** The name under which the engine, changed, exports its table. */
export const TABLE = "table";

/** What the wrapper keeps to itself. */
interface Internals {
  ctx: { value: number };
  rt: { value: number };
  ffi: { QTS_DupValuePointer(context: number, value: number): number };
  memory: { heapValueHandle(pointer: number): QuickJSHandle };
  module: { _malloc(size: number): number };
}

export class EngineValues {
  readonly #context: Internals;
  readonly #memory: WebAssembly.Memory;
  readonly #table: WebAssembly.Table;
  /** Eight bytes through which values pass. */
  readonly #slot: number;

  constructor(context: QuickJSContext, memory: WebAssembly.Memory, engine: WebAssembly.Instance) {
    this.#context = context as unknown as Internals;
    this.#memory = memory;
    this.#table = engine.exports[TABLE] as WebAssembly.Table;
    this.#slot = this.#context.module._malloc(8);
  }

  /** A pointer to the value, which stays alive with it; undefined when there is no memory left even for that. */
  pointer(value: bigint): number | undefined {
    new DataView(this.#memory.buffer).setBigInt64(this.#slot, value, true);
    return this.#context.ffi.QTS_DupValuePointer(this.#context.ctx.value, this.#slot) || undefined;
  }

  handleOf(pointer: number): QuickJSHandle {
    return this.#context.memory.heapValueHandle(pointer);
  }

  handle(value: bigint): QuickJSHandle | undefined {
    const pointer = this.pointer(value);
    return pointer === undefined ? undefined : this.handleOf(pointer);
  }

  /** The number by which the engine calls it. */
  addToTable(fn: unknown): number {
    const index = this.#table.grow(1);
    this.#table.set(index, fn);
    return index;
  }

  /** The first words of the engine's JSRuntime. */
  runtime(words: number): Uint32Array {
    return new Uint32Array(this.#memory.buffer, this.#context.rt.value, words);
  }
}
