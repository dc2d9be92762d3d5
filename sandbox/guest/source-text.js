// The call that is written where a stack points to.
import { readText } from "./files.js";
import { parseIntOf, split, text } from "./intrinsics.js";
import { framesOf } from "./stack.js";

const isNamePart = (code) =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code === 36;

/** `assert(a === b)`, up to the end of its line; undefined if it cannot be found. */
export function callText(stack) {
  const frame = split(framesOf(stack), "\n")[0];
  const open = text.lastIndexOf(frame, "(");
  const place = open >= 0 ? text.slice(frame, open + 1, -1) : text.slice(frame, 7);
  const second = text.lastIndexOf(place, ":");
  const first = text.lastIndexOf(place, ":", second - 1);
  const source = first > 0 ? readText(text.slice(place, 0, first)) : null;
  if (source === null) return undefined;
  const line = split(source, "\n")[parseIntOf(text.slice(place, first + 1, second)) - 1];
  const bracket = parseIntOf(text.slice(place, second + 1)) - 1;
  if (line === undefined || line[bracket] !== "(") return undefined;
  let from = bracket;
  while (from > 0 && (isNamePart(text.charCodeAt(line, from - 1)) || line[from - 1] === ".")) from--;
  return text.slice(line, from, endOfCall(line, bracket));
}

/** After the bracket that closes the one at `open`; texts are skipped. */
function endOfCall(line, open) {
  let depth = 0;
  let quote = "";
  for (let at = open; at < line.length; at++) {
    const letter = line[at];
    if (quote !== "") {
      if (letter === "\\") at++;
      else if (letter === quote) quote = "";
    } else if (letter === '"' || letter === "'" || letter === "`") quote = letter;
    else if (letter === "(") depth++;
    else if (letter === ")" && --depth === 0) return at + 1;
  }
  return line.length;
}
