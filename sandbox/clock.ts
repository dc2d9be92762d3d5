/** The time and the chance of one run: the real ones, or in a deterministic run such as are the same each time. */
import { randomUUID } from "node:crypto";
import { monotonic } from "./wire.ts";

export class Clock {
  readonly #startedAt = monotonic();
  /** Milliseconds since the run began; null where the real clock counts. */
  #frozen: number | null;

  constructor(deterministic: boolean) {
    this.#frozen = deterministic ? 0 : null;
  }

  /** Milliseconds since the run began. A frozen clock stands still while the program computes. */
  now(): number {
    return this.#frozen ?? monotonic() - this.#startedAt;
  }

  /** The program has slept until a timer was due, `delay` milliseconds: only that moves a frozen clock. */
  slept(delay: number): void {
    if (this.#frozen !== null) this.#frozen += delay;
  }
}

export class Chance {
  /** Mulberry32's state; null where the system's own randomness counts. */
  #state: number | null;

  constructor(seed: number | undefined) {
    this.#state = seed === undefined ? null : seed >>> 0;
  }

  /** 32 random bits. */
  bits(): number {
    if (this.#state === null) return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  uuid(): string {
    if (this.#state === null) return randomUUID();
    const hex = Array.from({ length: 4 }, () => this.bits().toString(16).padStart(8, "0")).join("");
    const variant = (8 + (Number.parseInt(hex[16] ?? "0", 16) & 3)).toString(16);
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
  }
}
