/**
 * Promises that were rejected with nobody to handle it. The engine has a hook for them that its JavaScript wrapper does
 * not reach, and an async function that throws without `await` before its call is a beginner's daily bread. So we
 * export the engine's table of functions, put one of ours into it, and write its number where the engine looks.
 */
import type { QuickJSContext, QuickJSHandle } from "quickjs-emscripten-core";

const EXPORT_SECTION = 7;
const TABLE_KIND = 1;
/** The name under which the patched engine exports its table. */
const TABLE = "table";
/** Rejections that are remembered; a program with more has shown enough. */
const MOST = 1_000;
/** Words of the engine's JSRuntime that are searched for the interrupt handler. */
const RUNTIME_WORDS = 128;

/** The engine's bytes with its function table exported. Throws if they are not as expected. */
export function exportTable(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  let at = 8;
  const number = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++] ?? 0;
      value |= (byte & 127) << shift;
      if (byte < 128) return value >>> 0;
    }
  };
  while (at < bytes.length) {
    const begin = at;
    const section = bytes[at++];
    const end = number() + at;
    if (section === EXPORT_SECTION) {
      const count = number();
      const name = [...TABLE].map((letter) => letter.charCodeAt(0));
      const added = [name.length, ...name, TABLE_KIND, 0];
      const head = leb(count + 1);
      const length = leb(head.length + end - at + added.length);
      return join(
        bytes.subarray(0, begin),
        [section, ...length, ...head],
        bytes.subarray(at, end),
        added,
        bytes.subarray(end),
      );
    }
    at = end;
  }
  throw new Error("the engine exports nothing");
}

function join(...parts: (Uint8Array | number[])[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function leb(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; ) {
    const low = rest & 127;
    rest >>>= 7;
    bytes.push(rest > 0 ? low | 128 : low);
    if (rest === 0) return bytes;
  }
}

/** `(ctx: i32, promise: i64, reason: i64, handled: i32, opaque: i32)` handed on to an imported function `e.f`, as `g`. */
const TRAMPOLINE = new WebAssembly.Module(
  Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...[1, 9, 1, 0x60, 5, 0x7f, 0x7e, 0x7e, 0x7f, 0x7f, 0],
    ...[2, 7, 1, 1, 0x65, 1, 0x66, 0, 0],
    ...[3, 2, 1, 0],
    ...[7, 5, 1, 1, 0x67, 0, 1],
    ...[10, 16, 1, 14, 0, 0x20, 0, 0x20, 1, 0x20, 2, 0x20, 3, 0x20, 4, 0x10, 0, 0x0b],
  ]),
);

/** What the wrapper keeps to itself. */
interface Internals {
  ctx: { value: number };
  rt: { value: number };
  ffi: { QTS_DupValuePointer(context: number, value: number): number };
  memory: { heapValueHandle(pointer: number): QuickJSHandle };
}

export class Rejections {
  readonly #context: Internals;
  readonly #memory: WebAssembly.Memory;
  /** The promise's identity → a pointer to the value it was rejected with. */
  readonly #unhandled = new Map<bigint, number>();
  /** Eight bytes through which values pass. */
  readonly #slot: number;

  /** `enableInterrupts` must be the first to set the runtime's interrupt handler: beside it lies the hook. */
  constructor(
    context: QuickJSContext,
    memory: WebAssembly.Memory,
    engine: WebAssembly.Instance,
    enableInterrupts: () => void,
  ) {
    this.#context = context as unknown as Internals;
    this.#memory = memory;
    const runtime = new Uint32Array(memory.buffer, this.#context.rt.value, RUNTIME_WORDS);
    const before = runtime.slice();
    enableInterrupts();
    const changed = [...runtime.keys()].filter((word) => runtime[word] !== before[word]);
    const [handler] = changed;
    // struct JSRuntime { … interrupt_handler, interrupt_opaque, host_promise_rejection_tracker, its opaque, … }
    if (handler === undefined || changed.length !== 1 || runtime[handler + 2] !== 0 || runtime[handler + 3] !== 0)
      throw new Error("this version of the engine is laid out differently: its rejection hook was not found");
    const track = (_: number, promise: bigint, reason: bigint, handled: number): void =>
      this.#track(promise, reason, handled);
    const trampoline = new WebAssembly.Instance(TRAMPOLINE, { e: { f: track } });
    const table = engine.exports[TABLE] as WebAssembly.Table;
    const index = table.grow(1);
    table.set(index, trampoline.exports.g);
    runtime[handler + 2] = index;
    const malloc = (context as unknown as { module: { _malloc(size: number): number } }).module._malloc;
    this.#slot = malloc(8);
  }

  /** The value that the first of them was rejected with. */
  first(): QuickJSHandle | undefined {
    for (const pointer of this.#unhandled.values()) return this.#context.memory.heapValueHandle(pointer);
    return undefined;
  }

  /** What was told once is not told again. */
  forget(): void {
    this.#unhandled.clear();
  }

  #track(promise: bigint, reason: bigint, handled: number): void {
    if (handled) this.#unhandled.delete(promise);
    else if (this.#unhandled.size < MOST) {
      new DataView(this.#memory.buffer).setBigInt64(this.#slot, reason, true);
      const pointer = this.#context.ffi.QTS_DupValuePointer(this.#context.ctx.value, this.#slot);
      // Zero when there is no memory left even for that.
      if (pointer !== 0) this.#unhandled.set(promise, pointer);
    }
  }
}
