/** The way from the preview to the room's page that shows it: what is said goes together, and not without end. */
import type { Out } from "./console.ts";

/** Milliseconds in which what is said goes together. */
const TOGETHER = 33;
/** Milliseconds between two words that somebody has touched the page. */
const TOUCHES = 1000;

/** What a preview says to the room's page. */
export type Said =
  | { pairlab: "said"; items: { stream: "out" | "err" | "clear"; text: string }[] }
  /** It is still there. */
  | { pairlab: "pong"; question: unknown }
  /** A person has pressed something in it. */
  | { pairlab: "touched" }
  /** It needs a file of the shelf. */
  | { pairlab: "want"; file: string };

export class Pipe implements Out {
  readonly #send: (said: Said) => void;
  readonly #plain: (text: string) => string;
  readonly #cap: number;
  readonly #now: () => number;
  readonly #later: (act: () => void, ms: number) => void;
  #items: { stream: "out" | "err" | "clear"; text: string }[] = [];
  #total = 0;
  #sentAt = Number.NEGATIVE_INFINITY;
  #touchedAt = Number.NEGATIVE_INFINITY;
  #waits = false;

  /** `cap`: characters after which nothing more is taken, until the console is cleared. */
  constructor(
    send: (said: Said) => void,
    plain: (text: string) => string,
    cap: number,
    now: () => number,
    later: (act: () => void, ms: number) => void,
  ) {
    this.#send = send;
    this.#plain = plain;
    this.#cap = cap;
    this.#now = now;
    this.#later = later;
  }

  full(): boolean {
    return this.#total > this.#cap;
  }

  print(stream: "out" | "err", text: string): void {
    if (this.full()) return;
    const said = this.#plain(text);
    this.#total += said.length;
    const last = this.#items.at(-1);
    if (last?.stream === stream) last.text += said;
    else this.#items.push({ stream, text: said });
    this.#soon();
  }

  clear(): void {
    this.#total = 0;
    // What was said before it is not worth the way.
    this.#items = [{ stream: "clear", text: "" }];
    this.#soon();
  }

  touched(): void {
    if (this.#now() - this.#touchedAt < TOUCHES) return;
    this.#touchedAt = this.#now();
    this.#send({ pairlab: "touched" });
  }

  /** In a loop that never ends no timer fires; what it says is seen all the same. */
  #soon(): void {
    if (this.#now() - this.#sentAt >= TOGETHER) this.#flush();
    else if (!this.#waits) {
      this.#waits = true;
      this.#later(() => {
        this.#waits = false;
        this.#flush();
      }, TOGETHER);
    }
  }

  #flush(): void {
    if (this.#items.length === 0) return;
    this.#sentAt = this.#now();
    const items = this.#items;
    this.#items = [];
    this.#send({ pairlab: "said", items });
  }
}
