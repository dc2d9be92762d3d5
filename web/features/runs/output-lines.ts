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

/** `typed`: by a person, not by the program. */
type LineKind = "out" | "err" | "typed";

export class OutputLines {
  #parent: HTMLElement;
  #transcript: Transcript;
  readonly #wraps: boolean;
  readonly #links: PlaceLinks | undefined;
  #drawn = 0;
  #revision: number;
  #block: HTMLElement | null = null;
  #line: HTMLElement | null = null;
  #lineKind: LineKind | null = null;
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
    this.draw();
  }

  /** Lines that were printed but are no longer in the document. */
  get dropped(): number {
    return this.#dropped;
  }
  get lines(): number {
    return this.#lines;
  }

  draw(): void {
    if (this.#revision !== this.#transcript.revision) this.#restart();
    const { pieces } = this.#transcript;
    for (; this.#drawn < pieces.length; this.#drawn++) {
      const piece = pieces[this.#drawn];
      if (!piece) break;
      if (piece.kind === "text") this.#write(piece.stream, piece.text);
      else this.#type(piece);
    }
  }

  clear(): void {
    this.#parent.replaceChildren();
  }

  #restart(): void {
    this.clear();
    this.#revision = this.#transcript.revision;
    this.#drawn = 0;
    this.#block = null;
    this.#line = null;
    this.#lineKind = null;
    this.#streams = { out: new TerminalText(), err: new TerminalText() };
    this.#lines = 0;
    this.#dropped = 0;
  }

  #write(kind: "out" | "err", text: string): void {
    // A stream that breaks into another's unfinished line begins a line of its own, so that each looks like itself.
    if (this.#line && this.#lineKind !== kind && this.#line.textContent !== "") this.#line = null;
    for (const token of this.#streams[kind].read(text)) {
      if (token.kind === "text") append(this.#line ?? this.#begin(kind), token.text, token.look, this.#links);
      else if (token.kind === "line-again") this.#again(kind);
      else {
        // The end of a line that was never begun is an empty line.
        if (!this.#line) this.#begin(kind);
        this.#line = null;
      }
    }
  }

  /** The rest of the line takes the place of what it said. */
  #again(kind: "out" | "err"): void {
    const line = this.#line;
    // What a person typed into it is no text of the program's.
    if (!line || this.#lineKind !== kind) return;
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
    line.className = `min-h-5 ${this.#wraps ? "whitespace-pre-wrap break-words" : "whitespace-pre"} [unicode-bidi:isolate] px-3.5`;
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
    this.#lines++;
    while (this.#lines - this.#dropped > SHOWN_LINES + BLOCK && this.#parent.firstElementChild) {
      this.#dropped += this.#parent.firstElementChild.childElementCount;
      this.#parent.firstElementChild.remove();
    }
    return line;
  }
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
