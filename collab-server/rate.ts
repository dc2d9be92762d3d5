/** A budget that refills: `burst` at once, `perSecond` after that. */
export class Rate {
  readonly #burst: number;
  readonly #perMs: number;
  #left: number;
  #at: number;

  constructor(rate: { burst: number; perSecond: number }, now = performance.now()) {
    this.#burst = rate.burst;
    this.#perMs = rate.perSecond / 1000;
    this.#left = rate.burst;
    this.#at = now;
  }

  /** False, and nothing taken, if the budget does not reach. */
  take(cost = 1, now = performance.now()): boolean {
    this.#left = Math.min(this.#burst, this.#left + (now - this.#at) * this.#perMs);
    this.#at = now;
    if (this.#left < cost) return false;
    this.#left -= cost;
    return true;
  }
}
