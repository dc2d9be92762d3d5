/** The channel between client and child: one JSON text a line. Node's own IPC ends the parent on a line that is none. */
import { StringDecoder } from "node:string_decoder";

/** Cuts bytes into lines; each is given to `line`. `tooLong` is called once a line exceeds `most` characters. */
export class LineReader {
  readonly #decoder = new StringDecoder("utf8");
  readonly #most: number;
  readonly #line: (text: string) => void;
  readonly #tooLong: () => void;
  /** The beginning of a line whose end has not come, in the pieces in which it came. */
  #pieces: string[] = [];
  #length = 0;
  #broken = false;

  constructor(most: number, line: (text: string) => void, tooLong: () => void) {
    this.#most = most;
    this.#line = line;
    this.#tooLong = tooLong;
  }

  push(bytes: Uint8Array): void {
    if (this.#broken) return;
    const parts = this.#decoder.write(bytes as Buffer).split("\n");
    for (const [index, part] of parts.entries()) {
      if (index > 0) {
        const line = this.#pieces.join("");
        this.#pieces = [];
        this.#length = 0;
        this.#line(line);
      }
      if (part === "") continue;
      this.#pieces.push(part);
      this.#length += part.length;
      if (this.#length <= this.#most) continue;
      this.#broken = true;
      this.#pieces = [];
      this.#tooLong();
      return;
    }
  }
}

export const asLine = (message: unknown): string => `${JSON.stringify(message)}\n`;
