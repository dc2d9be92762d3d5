/** The moment after a change in which nothing more has changed, and nothing stands in the way. */

/** Milliseconds without a change. */
export const QUIET = 700;

/** `away`: nobody looks at the page. `others`: somebody else's tests run. */
export type Hold = "away" | "others";

export class QuietMoment {
  readonly #come: () => void;
  readonly #held = new Set<Hold>();
  #due = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `come`: is called once for all changes before it. */
  constructor(come: () => void, away: boolean) {
    this.#come = come;
    this.hold("away", away);
  }

  changed(): void {
    this.#due = true;
    this.#wait();
  }

  /** Whether that stands in the way. What is due then comes a moment after nothing does any more. */
  hold(by: Hold, held: boolean): void {
    if (held) this.#held.add(by);
    else if (this.#held.delete(by) && this.#due) this.#wait();
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  #wait(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (!this.#due || this.#held.size > 0) return;
      this.#due = false;
      this.#come();
    }, QUIET);
  }
}
