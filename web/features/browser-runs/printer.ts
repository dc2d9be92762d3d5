/**
 * What a run prints, on its way to the room: joined, cut to what a message may carry, and never faster than the server
 * takes it. Nothing is left out, and what comes after it waits.
 */
import { MAX_PRINT_LENGTH } from "#protocol/limits";
import type { RunStream } from "#protocol/runs";

/** Milliseconds between messages: 30 a second, where the server takes 40. */
const INTERVAL = 33;

type Piece = { stream: RunStream; text: string };

export class Printer {
  readonly #send: (piece: Piece) => void;
  #waiting: Piece[] = [];
  #then: (() => void) | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (piece: Piece) => void) {
    this.#send = send;
  }

  print(stream: RunStream, text: string): void {
    const last = this.#waiting.at(-1);
    if (last?.stream === stream) last.text += text;
    else if (text !== "") this.#waiting.push({ stream, text });
    if (this.#timer === undefined) this.#next();
  }

  /** Calls `done` once everything so far has been sent. */
  after(done: () => void): void {
    this.#then = done;
    if (this.#timer === undefined) this.#next();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#waiting = [];
    this.#then = null;
  }

  #next = () => {
    this.#timer = undefined;
    const piece = this.#waiting[0];
    if (!piece) {
      const done = this.#then;
      this.#then = null;
      done?.();
      return;
    }
    const text = cut(piece.text, MAX_PRINT_LENGTH);
    if (text.length < piece.text.length) piece.text = piece.text.slice(text.length);
    else this.#waiting.shift();
    this.#timer = setTimeout(this.#next, INTERVAL);
    this.#send({ stream: piece.stream, text });
  };
}

/** The first `most` characters, without the first half of a pair. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const half = text.charCodeAt(most - 1);
  return text.slice(0, half >= 0xd800 && half <= 0xdbff ? most - 1 : most);
}
