// node:readline: lines of people, or of a file of the room. One question at a time reaches the room; a program that
// waits for an answer stands still.
import { readLine } from "../input.js";
import {
  add,
  ErrorOf,
  list,
  PromiseOf,
  StringOf,
  split,
  symbolAsyncIterator,
  TypeErrorOf,
  text,
} from "../intrinsics.js";
import { setImmediate } from "../timers.js";
import { wrongArgument } from "../wrong-argument.js";
import { EventEmitter } from "./events.js";
import { ReadStream } from "./fs-stream.js";

/** A function that gives the next line, or null at the end. */
function linesOf(input) {
  if (!(input instanceof ReadStream)) return readLine;
  let lines;
  let at = 0;
  return () => {
    if (lines === undefined) {
      const content = input.text();
      lines = split(content, "\n");
      if (text.endsWith(content, "\n") || content === "") lines.length--;
    }
    if (at === lines.length) return null;
    const line = lines[at++];
    return text.endsWith(line, "\r") ? text.slice(line, 0, -1) : line;
  };
}

export class Interface extends EventEmitter {
  terminal = false;
  line = "";
  #next;
  #prompt = "> ";
  /** What is asked with the next line: the prompt, once `prompt()` was called. */
  #shown = "";
  #questions = list();
  #asked = 0;
  /** Those that wait for a line in `for await`. */
  #readers = list();
  #served = 0;
  #iterating = false;
  #closed = false;
  #paused = false;
  #scheduled = false;

  constructor(options, output) {
    super();
    const given = options?.input === undefined ? { input: options, output } : options;
    if (given.input === undefined || given.input === null)
      throw new TypeErrorOf("createInterface needs an input: readline.createInterface({ input: process.stdin })");
    this.#next = linesOf(given.input);
    if (given.prompt !== undefined) this.#prompt = StringOf(given.prompt);
    this.on("newListener", (event) => {
      if (event === "line") this.#schedule();
    });
    this.#schedule();
  }

  get closed() {
    return this.#closed;
  }

  question(query, options, callback) {
    const answered = typeof options === "function" ? options : callback;
    if (this.#closed) throw closedError();
    if (typeof answered !== "function") throw wrongArgument("cb", "of type function", answered);
    add(this.#questions, { __proto__: null, query: StringOf(query), answered });
    this.#paused = false;
    this.#schedule();
  }

  setPrompt(prompt) {
    this.#prompt = StringOf(prompt);
  }

  getPrompt() {
    return this.#prompt;
  }

  prompt() {
    if (this.#closed) throw closedError();
    this.#shown = this.#prompt;
    this.#paused = false;
    this.#schedule();
  }

  write() {}

  pause() {
    if (!this.#paused) {
      this.#paused = true;
      this.emit("pause");
    }
    return this;
  }

  resume() {
    if (this.#paused) {
      this.#paused = false;
      this.emit("resume");
    }
    this.#schedule();
    return this;
  }

  close() {
    if (this.#closed) return;
    this.#closed = true;
    this.emit("close");
    while (this.#served < this.#readers.length) this.#readers[this.#served++]({ value: undefined, done: true });
  }

  [symbolAsyncIterator]() {
    this.#iterating = true;
    return {
      next: () =>
        new PromiseOf((resolve) => {
          if (this.#closed) return resolve({ value: undefined, done: true });
          add(this.#readers, resolve);
          return this.#schedule();
        }),
      return: () => {
        this.close();
        return new PromiseOf((resolve) => resolve({ value: undefined, done: true }));
      },
      [symbolAsyncIterator]() {
        return this;
      },
    };
  }

  #schedule() {
    if (this.#scheduled || this.#closed) return;
    this.#scheduled = true;
    setImmediate(() => this.#step());
  }

  /** One line for whoever wants it first: a question, a loop, the listeners. If nobody does, nothing is asked. */
  #step() {
    this.#scheduled = false;
    if (this.#closed || this.#paused) return;
    const question = this.#questions[this.#asked];
    const isWanted = this.#iterating ? this.#served < this.#readers.length : this.listenerCount("line") > 0;
    if (question === undefined && !isWanted) return;
    const line = this.#next(question === undefined ? this.#shown : question.query);
    this.#shown = "";
    if (line === null) {
      this.close();
      return;
    }
    if (question !== undefined) {
      this.#asked++;
      question.answered(line);
    } else if (this.#iterating) this.#readers[this.#served++]({ value: line, done: false });
    else this.emit("line", line);
    this.#schedule();
  }
}

function closedError() {
  const error = new ErrorOf("readline was closed");
  error.code = "ERR_USE_AFTER_CLOSE";
  return error;
}

export const createInterface = (options, output) => new Interface(options, output);
export const clearLine = () => true;
export const cursorTo = () => true;
export const moveCursor = () => true;

/** node:readline/promises: the same, but a question gives a promise. */
export class PromisesInterface extends Interface {
  question(query) {
    return new PromiseOf((resolve) => super.question(query, resolve));
  }
}
export const promises = {
  Interface: PromisesInterface,
  createInterface: (options, output) => new PromisesInterface(options, output),
};

export default { Interface, createInterface, clearLine, cursorTo, moveCursor, promises };
