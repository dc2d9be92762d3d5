// A file of the room as a stream.
import { Buffer } from "../buffer.js";
import { symbolAsyncIterator } from "../intrinsics.js";
import { setImmediate } from "../timers.js";
import { EventEmitter } from "./events.js";
import { encodingOf, given, readFileSync } from "./fs-read.js";

/** A file piece by piece; the whole of it is one piece. */
export class ReadStream extends EventEmitter {
  #encoding;
  constructor(path, options) {
    super();
    this.path = given(path);
    this.#encoding = encodingOf(options);
    setImmediate(() => {
      if (this.listenerCount("data") === 0 && this.listenerCount("end") === 0 && this.listenerCount("error") === 0)
        return;
      let content;
      try {
        content = this.text();
      } catch (error) {
        this.emit("error", error);
        return;
      }
      if (content !== "") this.emit("data", this.#encoding === undefined ? Buffer.from(content) : content);
      this.emit("end");
      this.emit("close");
    });
  }
  setEncoding(encoding) {
    this.#encoding = encoding;
    return this;
  }
  /** For readline. */
  text() {
    return readFileSync(this.path, "utf8");
  }
  async *[symbolAsyncIterator]() {
    const content = this.text();
    if (content !== "") yield this.#encoding === undefined ? Buffer.from(content) : content;
  }
}
export const createReadStream = (path, options) => new ReadStream(path, options);
