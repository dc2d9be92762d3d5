/** What one run has said, in order, however its pieces arrive: again, late, or all at once after a reconnect. */
import type { Author, RunOutputChunk } from "#protocol/messages";

export type Piece =
  | { kind: "text"; seq: number; stream: "out" | "err"; text: string }
  /** A line that a person typed for the program, shown where it was typed. */
  | { kind: "answer"; seq: number; by: Author; text: string };

/**
 * The pieces of a run, sorted by `seq`. An answer has no number of its own: it takes that of the text before it.
 * `revision` grows whenever something else than an appended piece happened, so a reader that draws incrementally
 * knows when to draw anew.
 */
export class Transcript {
  readonly pieces: Piece[] = [];
  revision = 0;
  #seen = new Set<number>();
  #answers = new Set<string>();

  /** False if the chunk is known already. */
  add(chunk: RunOutputChunk): boolean {
    if (this.#seen.has(chunk.seq)) return false;
    this.#seen.add(chunk.seq);
    const piece: Piece = { kind: "text", seq: chunk.seq, stream: chunk.stream, text: chunk.text };
    let at = this.pieces.length;
    while (at > 0 && (this.pieces[at - 1]?.seq ?? 0) > chunk.seq) at--;
    if (at === this.pieces.length) this.pieces.push(piece);
    else {
      this.pieces.splice(at, 0, piece);
      this.revision++;
    }
    return true;
  }

  answer(by: Author, text: string): boolean {
    const seq = this.pieces.at(-1)?.seq ?? -1;
    const key = `${seq} ${by.id} ${text}`;
    if (this.#answers.has(key)) return false;
    this.#answers.add(key);
    this.pieces.push({ kind: "answer", seq, by, text });
    return true;
  }

  /** Everything as plain text, for the clipboard. */
  toString(): string {
    return this.pieces.map((piece) => (piece.kind === "text" ? piece.text : `${piece.text}\n`)).join("");
  }
}
