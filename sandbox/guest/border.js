// Texts on their way out: capped, well formed, and without the characters that C strings cannot hold.
import { host } from "./host.js";
import { joined, split, text } from "./intrinsics.js";

/** Characters that cross at once. */
const PIECE = 16384;

const escaped = (value) => {
  let result = text.toWellFormed(value);
  if (text.includes(result, "\u0001")) result = joined(split(result, "\u0001"), "\u0001\u0002");
  if (text.includes(result, "\0")) result = joined(split(result, "\0"), "\u0001\u0003");
  // Decoding would take a mark at the beginning for that of an encoding.
  return text.charCodeAt(result, 0) === 0xfeff ? `\u0001\u0004${text.slice(result, 1)}` : result;
};

export function write(stream, value) {
  for (let from = 0; from < value.length; ) {
    let to = from + PIECE;
    // Not between the halves of a surrogate pair.
    const last = to < value.length ? text.charCodeAt(value, to - 1) : 0;
    if (last >= 0xd800 && last <= 0xdbff) to--;
    if (!host.write(stream, escaped(text.slice(value, from, to)))) stopHere();
    from = to;
  }
}

export const ask = (question) => {
  const answer = host.prompt(escaped(text.slice(question, 0, PIECE)));
  if (answer === null) stopHere();
  return answer;
};

/** The host has ended the run and will interrupt at its next look. */
export function stopHere() {
  for (;;);
}

export const forHost = escaped;

/** As the host wrote it: NUL as 1 3, and 1 as 1 2. */
export function fromHost(value) {
  if (!text.includes(value, "\u0001")) return value;
  const parts = split(value, "\u0001");
  let result = parts[0];
  for (let at = 1; at < parts.length; at++)
    result += (parts[at][0] === "\u0003" ? "\0" : "\u0001") + text.slice(parts[at], 1);
  return result;
}
