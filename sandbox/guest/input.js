// Lines that people type for the program. An answer that is the end-of-input character alone ends them.
import { ask } from "./border.js";

const END = "\u0004";
let ended = false;

/** Asks the room; null for the end of input, and from then on. */
export function readLine(question) {
  if (ended) return null;
  const line = ask(question);
  if (line !== END) return line;
  ended = true;
  return null;
}

/** What a browser's `prompt` gives: null where nobody wants to answer. */
export function promptFor(question) {
  const line = ask(question);
  return line === END ? null : line;
}

/** All that is left, with its line ends. */
export function readAll() {
  let all = "";
  for (let line = readLine("Input (Ctrl+D ends it)"); line !== null; line = readLine("")) all += `${line}\n`;
  return all;
}
