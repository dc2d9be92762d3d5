/**
 * The output of one run as it is kept: numbered as it was sent, joined where one stream went on, and bounded; with what
 * people typed in between.
 */
import type { Author, RunOutputChunk, RunTyped } from "#protocol/messages";
import type { RunStream } from "#protocol/runs";
import { MAX_RUN_OUTPUT, MAX_TYPED } from "./limits.ts";

/** Characters up to which pieces of one stream are joined: a loop of prints leaves one chunk, not thousands. */
const JOINED = 16_384;

export class RunOutput {
  readonly #chunks: RunOutputChunk[] = [];
  readonly #typed: RunTyped[] = [];
  #seq = 0;
  #characters = 0;

  /** The chunk to send to all. */
  add(stream: RunStream, text: string): RunOutputChunk {
    const chunk: RunOutputChunk = { seq: ++this.#seq, stream, text };
    const last = this.#chunks.at(-1);
    // What was typed stands between two pieces.
    const typedSince = this.#typed.at(-1)?.seq === last?.seq;
    if (last?.stream === stream && !typedSince && last.text.length + text.length <= JOINED) {
      last.text += text;
      last.seq = chunk.seq;
    } else this.#chunks.push({ ...chunk });
    this.#characters += text.length;
    // The oldest goes first: whoever joins late sees the end.
    while (this.#characters > MAX_RUN_OUTPUT && this.#chunks.length > 1) {
      this.#characters -= this.#chunks.shift()?.text.length ?? 0;
    }
    return chunk;
  }

  /** Forgets what was printed and typed, and returns the number up to which it did. */
  clear(): number {
    this.#chunks.length = 0;
    this.#typed.length = 0;
    this.#characters = 0;
    return this.#seq;
  }

  answer(by: Author, question: string, text: string): RunTyped {
    return this.#keep({ seq: this.#seq, by, kind: "answer", question, text });
  }

  line(by: Author, text: string): RunTyped {
    return this.#keep({ seq: this.#seq, by, kind: "line", text });
  }

  #keep(typed: RunTyped): RunTyped {
    this.#typed.push(typed);
    if (this.#typed.length > MAX_TYPED) this.#typed.shift();
    return typed;
  }

  /** Both as a record has them. */
  transcript(): { output: RunOutputChunk[]; typed?: RunTyped[] } {
    return { output: this.chunks(), ...(this.#typed.length > 0 ? { typed: [...this.#typed] } : {}) };
  }

  /** A joined chunk carries the number of its last piece: a client drops what it has by comparing with that. */
  chunks(): RunOutputChunk[] {
    return this.#chunks.map((chunk) => ({ ...chunk }));
  }
}
