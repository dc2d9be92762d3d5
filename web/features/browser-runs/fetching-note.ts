/** Tells a person what takes so long when a language is used for the first time: how much of it is here, that it starts. */
import type { Told } from "./executor.ts";
import type { Progress } from "./kit.ts";

/** Milliseconds of fetching after which a person is told, and between two words about how far it is. */
const PATIENCE = 700;
const INTERVAL = 300;
/** Milliseconds of starting after which a person is told: run after run, it takes one or two seconds. */
const START = 2_500;

export type Show = (text: string, options: { lasts: boolean }) => void;

export class FetchingNote implements Told {
  readonly #show: Show;
  #name = "";
  #so: Progress = { received: 0, total: 0 };
  #first: ReturnType<typeof setTimeout> | undefined;
  #again: ReturnType<typeof setInterval> | undefined;
  #shown = "";
  #starting = false;

  /** `lasts`: it stays until the next word. */
  constructor(show: Show) {
    this.#show = show;
  }

  onFetching(name: string, progress: Progress = { received: 0, total: 0 }): void {
    this.#name = name;
    this.#so = progress;
    if (this.#first !== undefined) return;
    this.#first = setTimeout(() => {
      this.#say();
      this.#again = setInterval(() => this.#say(), INTERVAL);
    }, PATIENCE);
  }

  onFetched(here: boolean): void {
    const told = this.#shown !== "";
    this.dispose();
    if (told) this.#show(here ? `${this.#name} is here.` : `${this.#name} could not be fetched.`, { lasts: false });
  }

  onStarting(name: string): void {
    this.dispose();
    this.#name = name;
    this.#starting = true;
    this.#first = setTimeout(() => {
      this.#shown = `${name} is starting in this browser.`;
      this.#show(this.#shown, { lasts: true });
    }, START);
  }

  onStarted(begun: boolean): void {
    if (!this.#starting) return;
    const told = this.#shown !== "";
    this.dispose();
    if (told) this.#show(`${this.#name} has ${begun ? "started" : "not started yet"}.`, { lasts: false });
  }

  dispose(): void {
    clearTimeout(this.#first);
    clearInterval(this.#again);
    this.#first = undefined;
    this.#starting = false;
    this.#shown = "";
  }

  #say(): void {
    const { received, total } = this.#so;
    const share = total > 0 ? ` ${Math.min(99, Math.floor((received / total) * 100))} %` : "";
    const text = `${this.#name} is being fetched, once for this browser.${share}`;
    if (text === this.#shown) return;
    this.#shown = text;
    this.#show(text, { lasts: true });
  }
}
