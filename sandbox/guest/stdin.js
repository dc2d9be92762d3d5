// process.stdin: what people type, line by line.
import { readAll, readLine } from "./input.js";
import { symbolAsyncIterator } from "./intrinsics.js";
import { EventEmitter } from "./node/events.js";
import { setImmediate } from "./timers.js";

class Stdin extends EventEmitter {
  fd = 0;
  isTTY = false;
  #going = false;
  #paused = false;

  constructor() {
    super();
    this.on("newListener", (event) => {
      if (event === "data" || event === "readable" || event === "end") this.resume();
    });
  }

  setEncoding() {
    return this;
  }

  pause() {
    this.#paused = true;
    return this;
  }

  resume() {
    this.#paused = false;
    if (!this.#going) setImmediate(() => this.#next());
    this.#going = true;
    return this;
  }

  unref() {
    return this;
  }

  ref() {
    return this;
  }

  #next() {
    this.#going = false;
    if (this.#paused || this.listenerCount("data") + this.listenerCount("end") === 0) return;
    const line = readLine("");
    if (line === null) {
      this.emit("end");
      this.emit("close");
      return;
    }
    this.emit("data", `${line}\n`);
    this.resume();
  }

  async *[symbolAsyncIterator]() {
    const all = readAll();
    if (all !== "") yield all;
  }
}

export const stdin = new Stdin();
