/**
 * Draws a transcript into an element, past React: appended text only touches the last block, old blocks leave the
 * document, and blocks off screen cost no layout.
 */
import type { RunTyped } from "#protocol/messages";
import { type PlaceLinks, withLinks } from "./place-links.ts";
import { TerminalText } from "./terminal-text.ts";
import type { Transcript } from "./transcript.ts";
import { visibleText } from "./visible-text.ts";

/** Lines a block; a block off screen is skipped by the browser as a whole. */
const BLOCK = 200;
/** Lines in the document; a run can print a hundred thousand, and nobody scrolls that far. */
export const SHOWN_LINES = 5_000;

/** Characters that are read at once: what a drawing takes is measured between them. */
const SLICE = 2_000;
/**
 * Characters and coloured parts of one element. A line that has more goes on in an element below: each is laid out
 * anew, as a whole, whenever it grows. Twenty times as many where lines are not wrapped, and tables stand straight.
 */
const PART = { characters: 2_000, spans: 100 };

/** Until its person wants long lines to go on to the right. */
const WRAPPED = "whitespace-pre-wrap break-words in-data-[wraps=false]:whitespace-pre";
/** The border of a `console.table`: its rows would not stand straight if they were wrapped. */
const BORDER = /^\s*[┌├│└]/;

/** `typed`: by a person, not by the program. */
type LineKind = "out" | "err" | "typed";

export class OutputLines {
  #parent: HTMLElement;
  #transcript: Transcript;
  readonly #wraps: boolean;
  readonly #links: PlaceLinks | undefined;
  #drawn = 0;
  /** Characters of the next piece that are drawn. */
  #within = 0;
  #revision: number;
  #block: HTMLElement | null = null;
  #line: HTMLElement | null = null;
  #lineKind: LineKind | null = null;
  /** Elements in which the line began, where one was not enough. */
  #earlier: HTMLElement[] = [];
  #size = { characters: 0, spans: 0 };
  #streams = { out: new TerminalText(), err: new TerminalText() };
  #lines = 0;
  #dropped = 0;

  /** `wraps`: a line that is too long goes on below; a table's would not stand straight any more. */
  constructor(
    parent: HTMLElement,
    transcript: Transcript,
    { wraps = true, links }: { wraps?: boolean; links?: PlaceLinks } = {},
  ) {
    this.#parent = parent;
    this.#wraps = wraps;
    this.#links = links;
    this.#transcript = transcript;
    this.#revision = transcript.revision;
  }

  /** Lines that were printed but are no longer in the document. */
  get dropped(): number {
    return this.#dropped;
  }
  get lines(): number {
    return this.#lines;
  }

  /** Draws what is new, for about so many milliseconds. False if there is more. */
  draw(budget = Number.POSITIVE_INFINITY): boolean {
    if (this.#revision !== this.#transcript.revision) this.#restart();
    const { pieces } = this.#transcript;
    const end = performance.now() + budget;
    for (let piece = pieces[this.#drawn]; piece; piece = pieces[this.#drawn]) {
      if (piece.kind !== "text") {
        this.#type(piece);
        this.#drawn++;
      } else {
        const to = sliceEnd(piece.text, this.#within);
        this.#write(piece.stream, piece.text.slice(this.#within, to));
        this.#within = to;
        if (to === piece.text.length) {
          this.#drawn++;
          this.#within = 0;
        }
      }
      if (performance.now() > end) break;
    }
    return this.#drawn >= pieces.length;
  }

  clear(): void {
    this.#parent.replaceChildren();
  }

  #restart(): void {
    this.clear();
    this.#revision = this.#transcript.revision;
    this.#drawn = 0;
    this.#within = 0;
    this.#block = null;
    this.#line = null;
    this.#lineKind = null;
    this.#earlier = [];
    this.#streams = { out: new TerminalText(), err: new TerminalText() };
    this.#lines = 0;
    this.#dropped = 0;
  }

  #write(kind: "out" | "err", text: string): void {
    // A stream that breaks into another's unfinished line begins a line of its own, so that each looks like itself.
    if (this.#line && this.#lineKind !== kind && this.#line.textContent !== "") this.#line = null;
    for (const token of this.#streams[kind].read(text)) {
      if (token.kind === "text") this.#say(kind, token.text, token.look);
      else if (token.kind === "line-again") this.#again(kind);
      else {
        // The end of a line that was never begun is an empty line.
        if (!this.#line) this.#begin(kind);
        this.#line = null;
      }
    }
  }

  #say(kind: "out" | "err", text: string, look: string): void {
    const more = this.#wraps ? 1 : 20;
    for (let from = 0; from < text.length; ) {
      const line = this.#line ?? this.#begin(kind);
      const room = more * PART.characters - this.#size.characters;
      // One is too little for a character of two.
      if (room <= 1 || this.#size.spans >= more * PART.spans) {
        const earlier = [...this.#earlier, line];
        this.#begin(kind);
        this.#earlier = earlier;
        continue;
      }
      if (this.#size.characters === 0 && this.#wraps && BORDER.test(text)) {
        line.classList.remove(...WRAPPED.split(" "));
        line.classList.add("whitespace-pre");
      }
      const to = wholeCharacters(text, from + room);
      append(line, text.slice(from, to), look, this.#links);
      this.#size.characters += to - from;
      if (look !== "") this.#size.spans++;
      from = to;
    }
  }

  /** The rest of the line takes the place of what it said. */
  #again(kind: "out" | "err"): void {
    // What a person typed into it is no text of the program's.
    if (!this.#line || this.#lineKind !== kind) return;
    const [line = this.#line, ...more] = [...this.#earlier, this.#line].filter((part) => this.#parent.contains(part));
    for (const part of more) part.remove();
    this.#line = line;
    this.#earlier = [];
    this.#size = { characters: 0, spans: 0 };
    for (const child of [...line.childNodes]) {
      if (!(child instanceof HTMLElement && child.classList.contains("sr-only"))) child.remove();
    }
  }

  /** An answer goes on in the program's line, where there is one, behind its question; a line has one of its own. */
  #type({ kind, by, text, question }: RunTyped): void {
    const line = (kind === "answer" ? this.#line : null) ?? this.#begin("typed");
    const before = kind === "line" ? "> " : question ? `${visibleText(question)} ` : "";
    const typed = document.createElement("span");
    typed.className = "rounded-sm bg-accent-soft px-1 text-accent-text";
    typed.textContent = visibleText(text);
    typed.title = `${by.name} typed this`;
    const name = document.createElement("span");
    name.className = "ml-2 font-sans text-xs text-ink-3";
    name.textContent = by.name;
    line.append(before, typed, name);
    this.#line = null;
  }

  #begin(kind: LineKind): HTMLElement {
    if (!this.#block || this.#block.childElementCount >= BLOCK) {
      this.#block = document.createElement("div");
      this.#block.className = "[contain-intrinsic-size:auto_4000px]";
      // The block being written to is always laid out; the ones before it only when they come into view.
      const before = this.#parent.lastElementChild;
      if (before instanceof HTMLElement) before.classList.add("[content-visibility:auto]");
      this.#parent.append(this.#block);
    }
    const line = document.createElement("div");
    line.dir = "auto";
    line.dataset.stream = kind;
    line.className = `min-h-5 ${this.#wraps ? WRAPPED : "whitespace-pre"} [unicode-bidi:isolate] px-3.5`;
    if (kind === "err") {
      line.classList.add("border-l-3", "border-bad", "bg-bad-soft", "text-bad", "pl-2.5");
      if (this.#lineKind !== "err") {
        const mark = document.createElement("span");
        mark.className = "sr-only";
        mark.textContent = "error output: ";
        line.append(mark);
      }
    }
    this.#block.append(line);
    this.#line = line;
    this.#lineKind = kind;
    this.#earlier = [];
    this.#size = { characters: 0, spans: 0 };
    this.#lines++;
    while (this.#lines - this.#dropped > SHOWN_LINES + BLOCK && this.#parent.firstElementChild) {
      this.#dropped += this.#parent.firstElementChild.childElementCount;
      this.#parent.firstElementChild.remove();
    }
    return line;
  }
}

/** Where the next slice ends: behind a line if one ends in it, and never within a character. */
function sliceEnd(text: string, from: number): number {
  const most = from + SLICE;
  if (text.length <= most) return text.length;
  const line = text.lastIndexOf("\n", most - 1);
  return line >= from ? line + 1 : wholeCharacters(text, most);
}

/** `at`, or one less where that would cut a character in two. */
function wholeCharacters(text: string, at: number): number {
  const code = text.charCodeAt(at - 1);
  return at < text.length && code >= 0xd800 && code <= 0xdbff ? at - 1 : Math.min(at, text.length);
}

/** Adds to the last piece where it looks the same: a character may have been cut in two between pieces. */
function append(line: HTMLElement, text: string, look: string, links: PlaceLinks | undefined): void {
  const last = line.lastChild;
  const parts = withLinks(text, links);
  if (look === "") {
    const [first] = parts;
    if (last instanceof Text && typeof first === "string") last.appendData(parts.shift() as string);
    line.append(...parts);
  } else if (last instanceof HTMLElement && last.dataset.look === look) {
    last.append(...parts);
  } else {
    const span = document.createElement("span");
    span.dataset.look = look;
    span.className = look;
    span.append(...parts);
    line.append(span);
  }
}
