/** Tells a person what takes so long when a language is fetched for the first time, and how much of it is here. */
import type { Told } from "./executor.ts";
import type { Progress } from "./kit.ts";

/** Milliseconds of fetching after which a person is told, and between two words about how far it is. */
const PATIENCE = 700;
const INTERVAL = 300;

export type Show = (text: string, options: { lasts: boolean }) => void;

export class FetchingNote implements Told {
  readonly #show: Show;
  #name = "";
  #so: Progress = { received: 0, total: 0 };
  #first: ReturnType<typeof setTimeout> | undefined;
  #again: ReturnType<typeof setInterval> | undefined;
  #shown = "";

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

  dispose(): void {
    clearTimeout(this.#first);
    clearInterval(this.#again);
    this.#first = undefined;
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
