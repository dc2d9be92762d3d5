/** What one run has said and what was typed for it, in order, however the pieces arrive: late, or again as a whole. */
import type { RunOutputChunk, RunRecord, RunTyped } from "#protocol/messages";

export type Piece = { kind: "text"; seq: number; stream: "out" | "err"; text: string } | RunTyped;

/**
 * The pieces of a run, sorted by `seq`. What was typed has no number of its own: it takes that of the text before it.
 * `revision` grows whenever something else than an appended piece happened, so a reader that draws incrementally
 * knows when to draw anew.
 */
export class Transcript {
  pieces: Piece[] = [];
  revision = 0;
  #seen = new Set<number>();

  /** False if the chunk is known already. */
  add(chunk: RunOutputChunk): boolean {
    if (this.#seen.has(chunk.seq)) return false;
    this.#seen.add(chunk.seq);
    this.#insert({ kind: "text", seq: chunk.seq, stream: chunk.stream, text: chunk.text });
    return true;
  }

  type(typed: RunTyped): void {
    this.#insert(typed);
  }

  /**
   * Adds what the server has kept and this page has missed. The server joins pieces, and a chunk has the number of its
   * last one: of a chunk that is known in part, the rest is added. Up to its newest piece the page knows everything; of
   * what is older the server may have less.
   */
  restore({ output, typed = [], cleared }: Pick<RunRecord, "output" | "typed" | "cleared">): void {
    if (cleared !== undefined) this.clear(cleared);
    const known = this.pieces.filter((piece) => piece.kind === "text");
    const newest = known.at(-1)?.seq ?? -1;
    let before = -1;
    for (const { seq, stream, text } of output) {
      const part = known.filter((piece) => piece.seq > before && piece.seq <= newest);
      before = seq;
      if (seq <= newest) continue;
      const had = part.map((piece) => piece.text).join("");
      this.add({ seq, stream, text: text.startsWith(had) ? text.slice(had.length) : text });
    }
    this.pieces = this.pieces.filter((piece) => piece.kind === "text");
    for (const one of typed) this.type(one);
    this.revision++;
  }

  /** Forgets what was said up to this number. */
  clear(seq: number): void {
    this.pieces = this.pieces.filter((piece) => piece.seq > seq);
    this.revision++;
  }

  /** Everything as plain text, for the clipboard. */
  toString(): string {
    return this.pieces.map(plain).join("");
  }

  #insert(piece: Piece): void {
    let at = this.pieces.length;
    while (at > 0 && (this.pieces[at - 1]?.seq ?? 0) > piece.seq) at--;
    if (at < this.pieces.length) this.revision++;
    this.pieces.splice(at, 0, piece);
  }
}

function plain(piece: Piece): string {
  switch (piece.kind) {
    case "text":
      return piece.text;
    case "answer":
      return `${piece.question ? `${piece.question} ` : ""}${piece.text}\n`;
    case "line":
      return `> ${piece.text}\n`;
    default:
      return piece satisfies never;
  }
}
