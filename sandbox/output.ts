/**
 * A run's output in memory that the thread writes and the child reads: nothing that was accepted is lost when the
 * thread is ended, and both streams keep their order. UTF-8, in which the bytes FE and FF never occur: they switch
 * the stream.
 */
import type { RunStream } from "#protocol/runs";
import { MAX_CHANGES } from "./limits.ts";
import { DIRTY, type SharedMemory, WRITTEN } from "./wire.ts";

const SWITCH: Record<RunStream, number> = { out: 0xfe, err: 0xff };

/** Bytes for `limit` bytes of text: at worst each has a switch before it. */
export const outputCapacity = (limit: number): number => 2 * limit + 16;

export class OutputWriter {
  readonly #shared: SharedMemory;
  readonly #limit: number;
  readonly #announce: () => void;
  readonly #encoder = new TextEncoder();
  #stream: RunStream = "out";
  #accepted = 0;

  /** `announce` is called when there is output that the child has not been told of. Starts an empty output. */
  constructor(shared: SharedMemory, limit: number, announce: () => void) {
    this.#shared = shared;
    this.#limit = limit;
    this.#announce = announce;
    Atomics.store(shared.control, WRITTEN, 0);
    Atomics.store(shared.control, DIRTY, 0);
  }

  /** Bytes of text. */
  get accepted(): number {
    return this.#accepted;
  }

  /** False once the limit is reached; what fits, in whole characters, is kept. */
  write(stream: RunStream, text: string): boolean {
    const { control, output } = this.#shared;
    let end = Atomics.load(control, WRITTEN);
    if (this.#stream !== stream) {
      output[end++] = SWITCH[stream];
      this.#stream = stream;
    }
    const room = this.#limit - this.#accepted;
    const { read, written } = this.#encoder.encodeInto(text, output.subarray(end, end + room));
    this.#accepted += written;
    Atomics.store(control, WRITTEN, end + written);
    if (Atomics.exchange(control, DIRTY, 1) === 0) this.#announce();
    return read === text.length;
  }
}

export class OutputReader {
  readonly #shared: SharedMemory;
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  #stream: RunStream = "out";
  #read = 0;
  /** Changes of the stream so far. */
  #changes = 0;

  constructor(shared: SharedMemory) {
    this.#shared = shared;
  }

  /**
   * Whatever was written since the last call, one text for each change of the stream. After `MAX_CHANGES` of them at
   * most one text of each stream: every text is a message to everyone in the room, and a program writes a hundred
   * thousand changes in a moment.
   */
  take(): { stream: RunStream; text: string }[] {
    const { control, output } = this.#shared;
    Atomics.store(control, DIRTY, 0);
    const end = Atomics.load(control, WRITTEN);
    const pieces: { stream: RunStream; bytes: Uint8Array }[] = [];
    let from = this.#read;
    const push = (to: number): void => {
      if (to > from) pieces.push({ stream: this.#stream, bytes: output.subarray(from, to) });
    };
    for (let at = from; at < end; at++) {
      const byte = output[at] as number;
      if (byte < 0xfe) continue;
      push(at);
      this.#stream = byte === SWITCH.err ? "err" : "out";
      from = at + 1;
    }
    push(end);
    this.#read = end;
    this.#changes += Math.max(0, pieces.length - 1);
    const inOrder = this.#changes <= MAX_CHANGES;
    const texts = inOrder
      ? pieces.map((piece) => [piece])
      : Object.values(Object.groupBy(pieces, (piece) => piece.stream));
    return texts.flatMap((parts) => {
      const [first] = parts;
      // A copy: TextDecoder refuses shared memory.
      return first
        ? [{ stream: first.stream, text: this.#decoder.decode(Buffer.concat(parts.map(({ bytes }) => bytes))) }]
        : [];
    });
  }
}
