/** The output of one run as it is kept: numbered as it was sent, joined where one stream went on, and bounded. */
import type { RunOutputChunk } from "#protocol/messages";
import type { RunStream } from "#protocol/runs";
import { MAX_RUN_OUTPUT } from "./limits.ts";

/** Characters up to which pieces of one stream are joined: a loop of prints leaves one chunk, not thousands. */
const JOINED = 16_384;

export class RunOutput {
  readonly #chunks: RunOutputChunk[] = [];
  #seq = 0;
  #characters = 0;

  /** The chunk to send to all. */
  add(stream: RunStream, text: string): RunOutputChunk {
    const chunk: RunOutputChunk = { seq: ++this.#seq, stream, text };
    const last = this.#chunks.at(-1);
    if (last?.stream === stream && last.text.length + text.length <= JOINED) {
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

  /** A joined chunk carries the number of its last piece: a client drops what it has by comparing with that. */
  chunks(): RunOutputChunk[] {
    return this.#chunks.map((chunk) => ({ ...chunk }));
  }
}
