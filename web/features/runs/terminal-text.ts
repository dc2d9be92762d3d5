/**
 * What a terminal makes of a program's text, as far as this page follows: colours and weights (SGR), and a line that is
 * begun anew by a lone carriage return. Whatever else a program sends stays visible as characters. What comes out does
 * not depend on where the text was cut into pieces, so everybody sees the same.
 */
import { visibleText } from "./visible-text.ts";

export type Token = { kind: "text"; text: string; look: string } | { kind: "line-end" } | { kind: "line-again" };

type Weight = "bold" | "dim" | "italic" | "underline" | "strike" | "inverse";
/** 0 … 7, as the codes number them: black, red, green, yellow, blue, magenta, cyan, white. */
const INKS = [
  "text-ink-3",
  "text-bad",
  "text-ok",
  "text-warn",
  "text-(--syn-name)",
  "text-(--syn-keyword)",
  "text-(--syn-type)",
  "text-ink",
] as const;
/** Tints, on which the plain ink can be read in every theme. */
const GROUNDS = [
  "bg-hover",
  "bg-bad-soft",
  "bg-ok-soft",
  "bg-warn-soft",
  "bg-accent-soft",
  "bg-active",
  "bg-accent-soft",
  "bg-hover",
] as const;
const ON: Record<number, Weight> = { 1: "bold", 2: "dim", 3: "italic", 4: "underline", 7: "inverse", 9: "strike" };
const OFF: Record<number, Weight[]> = {
  22: ["bold", "dim"],
  23: ["italic"],
  24: ["underline"],
  27: ["inverse"],
  29: ["strike"],
};
const CLASSES: Record<Weight, string> = {
  bold: "font-bold",
  dim: "",
  italic: "italic",
  underline: "underline",
  strike: "line-through",
  inverse: "bg-ink text-surface",
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what a terminal reads
const MARK = /\u001b\[([0-9;]{0,64})m|\r?\n|\r/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: as above
const UNFINISHED = /(?:\r|\u001b(?:\[[0-9;]{0,64})?)$/;

/** Reads one stream of one run, piece by piece. */
export class TerminalText {
  /** The start of a mark whose end has not come yet. */
  #rest = "";
  #weights = new Set<Weight>();
  #ink: number | null = null;
  #ground: number | null = null;
  #look = "";

  read(piece: string): Token[] {
    const all = this.#rest + piece;
    const cut = all.search(UNFINISHED);
    this.#rest = cut < 0 ? "" : all.slice(cut);
    const text = cut < 0 ? all : all.slice(0, cut);
    const tokens: Token[] = [];
    let from = 0;
    for (const mark of text.matchAll(MARK)) {
      this.#say(text.slice(from, mark.index), tokens);
      from = mark.index + mark[0].length;
      if (mark[1] !== undefined) this.#change(mark[1]);
      else tokens.push({ kind: mark[0] === "\r" ? "line-again" : "line-end" });
    }
    this.#say(text.slice(from), tokens);
    return tokens;
  }

  #say(text: string, tokens: Token[]): void {
    if (text !== "") tokens.push({ kind: "text", text: visibleText(text), look: this.#look });
  }

  #change(codes: string): void {
    const list = codes.split(";").map(Number);
    for (let at = 0; at < list.length; at++) {
      const code = list[at] ?? 0;
      if (code === 38 || code === 48) {
        // One of 256 colours, or any of 16 million: only the first sixteen have a place in the themes.
        const one = list[at + 1] === 5 ? (list[at + 2] ?? 0) : null;
        at += one === null ? 4 : 2;
        this.#paint(code === 38, one !== null && one < 16 ? one % 8 : null);
      } else this.#set(code);
    }
    this.#look = this.#classes();
  }

  #set(code: number): void {
    const on = ON[code];
    if (code === 0) {
      this.#weights.clear();
      this.#ink = null;
      this.#ground = null;
    } else if (on) this.#weights.add(on);
    else if (OFF[code]) for (const weight of OFF[code]) this.#weights.delete(weight);
    else if (code >= 30 && code <= 39) this.#paint(true, code === 39 ? null : code - 30);
    else if (code >= 40 && code <= 49) this.#paint(false, code === 49 ? null : code - 40);
    else if (code >= 90 && code <= 97) this.#paint(true, code - 90);
    else if (code >= 100 && code <= 107) this.#paint(false, code - 100);
  }

  #paint(isInk: boolean, color: number | null): void {
    if (isInk) this.#ink = color;
    else this.#ground = color;
  }

  #classes(): string {
    const weights = [...this.#weights].map((weight) => CLASSES[weight]).filter((name) => name !== "");
    if (this.#weights.has("inverse")) return weights.join(" ");
    const ground = this.#ground === null ? [] : [GROUNDS[this.#ground], "text-ink"];
    const ink = this.#ground !== null || this.#ink === null ? [] : [INKS[this.#ink]];
    const dim = this.#weights.has("dim") && ground.length + ink.length === 0 ? ["text-ink-2"] : [];
    return [...weights, ...ground, ...ink, ...dim].join(" ");
  }
}
