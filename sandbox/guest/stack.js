// The engine's stacks as the program may see them: the room's files alone, written as Node writes them.
import { add, errorToString, joined, list, MapOf, maps, split, text, WeakMapOf, weak } from "./intrinsics.js";

/** Characters before the first line of a CommonJS file: `(function (exports, require, module, …) {`. */
const WRAPPER = 61;
/** Frames that Node keeps. */
const MOST = 10;

/** Whether a file runs inside that wrapper; set by commonjs.js. */
let isWrapped = () => false;
export const setWrapped = (fn) => {
  isWrapped = fn;
};

/** Path → characters that the host has put before its first line. */
const shifts = new MapOf();
export const setShift = (path, characters) => {
  maps.set(shifts, path, characters);
};

const digits = (value) => {
  for (let at = 0; at < value.length; at++) {
    const code = text.charCodeAt(value, at);
    if (code < 48 || code > 57) return false;
  }
  return value !== "";
};

/** One line, or null for the engine's and the guest's own. */
function cleaned(line) {
  if (!text.startsWith(line, "    at ")) return null;
  let name = "";
  let place = text.slice(line, 7);
  if (text.endsWith(place, ")")) {
    const open = text.lastIndexOf(place, " (");
    if (open < 0) return null;
    name = text.slice(place, 0, open);
    place = text.slice(place, open + 2, -1);
  }
  if (name === "__pairlabLine") return null;
  if (place === "native" || text.startsWith(place, "pairlab:")) return null;
  const second = text.lastIndexOf(place, ":");
  const first = second > 0 ? text.lastIndexOf(place, ":", second - 1) : -1;
  if (first < 0) return null;
  const path = text.slice(place, 0, first);
  const row = text.slice(place, first + 1, second);
  let column = text.slice(place, second + 1);
  if (!digits(row) || !digits(column)) return null;
  if (row === "1" && +column >= WRAPPER && isWrapped(path)) column = `${+column - WRAPPER + 1}`;
  const shift = row === "1" ? (maps.get(shifts, path) ?? 0) : 0;
  if (+column > shift) column = `${+column - shift}`;
  const where = `${path}:${row}:${column}`;
  return name === "" || name === "<anonymous>" || name === "<eval>" ? `    at ${where}` : `    at ${name} (${where})`;
}

/** The lines `    at …`, joined; "" if there is none. */
export function framesOf(stack) {
  const lines = split(stack, "\n");
  const frames = list();
  for (let at = 0; at < lines.length && frames.length < MOST; at++) {
    const line = cleaned(lines[at]);
    if (line !== null) add(frames, line);
  }
  return joined(frames, "\n");
}

const codes = new WeakMapOf();
/** Node's own errors carry their code in the first line of what is printed. */
export const setCode = (error, code) => weak.set(codes, error, code);

/** What V8's `stack` holds: the error's own words and its frames. Throws what the error's getters throw. */
export function stackOf(error, withFrames = true) {
  const own = error.stack;
  const code = weak.get(codes, error);
  const header = code === undefined ? errorToString(error) : `${error.name} [${code}]: ${error.message}`;
  if (typeof own !== "string" || !withFrames) return header;
  // A program that has written its own stack gets that one.
  if (!text.startsWith(own, "    at ") && own !== "") return own;
  const frames = framesOf(own);
  return frames === "" ? header : `${header}\n${frames}`;
}
