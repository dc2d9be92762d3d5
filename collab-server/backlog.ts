/** The bytes that a process holds for its clients because it cannot deal with them yet; and when there are too many. */
export class Backlog {
  readonly #limit: number;
  readonly #onFull: (full: boolean) => void;
  #bytes = 0;
  #full = false;

  /** `onFull(true)` beyond `limit` bytes; `onFull(false)` once half of them are gone, so that it does not flutter. */
  constructor(limit: number, onFull: (full: boolean) => void) {
    this.#limit = limit;
    this.#onFull = onFull;
  }

  get full(): boolean {
    return this.#full;
  }

  /** Negative ones are let go. */
  add(bytes: number): void {
    this.#bytes += bytes;
    const full = this.#bytes > (this.#full ? this.#limit / 2 : this.#limit);
    if (full === this.#full) return;
    this.#full = full;
    this.#onFull(full);
  }
}
