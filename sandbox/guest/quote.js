// Strings and keys as Node writes them inside other values.
import { add, joined, list, numberToString, split, symbolToString, text } from "./intrinsics.js";

const hex = (code, width) => text.padStart(numberToString(code, 16), width, "0");
const SHORT = { __proto__: null, 8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r", 39: "\\'", 92: "\\\\" };
const upper = (code) => {
  const digits = "0123456789ABCDEF";
  return digits[code >> 4] + digits[code & 15];
};

/** `quote` is the code that needs a backslash, or -1 if none does. */
function escaped(value, quote) {
  let result = "";
  let from = 0;
  for (let at = 0; at < value.length; at++) {
    const code = text.charCodeAt(value, at);
    let written;
    if (code === quote || code === 92 || code < 32 || (code > 126 && code < 160))
      written = SHORT[code] ?? `\\x${upper(code)}`;
    else if (code >= 0xd800 && code <= 0xdfff) {
      const after = code <= 0xdbff && at + 1 < value.length ? text.charCodeAt(value, at + 1) : 0;
      if (after >= 0xdc00 && after <= 0xdfff) {
        at++;
        continue;
      }
      written = `\\u${hex(code, 4)}`;
    } else continue;
    result += text.slice(value, from, at) + written;
    from = at + 1;
  }
  return from === 0 ? value : result + text.slice(value, from);
}

/** In the quotes that need no escapes, if there are such. */
export function quote(value) {
  if (!text.includes(value, "'")) return `'${escaped(value, 39)}'`;
  if (!text.includes(value, '"')) return `"${escaped(value, -1)}"`;
  if (!text.includes(value, "`") && !text.includes(value, "${")) return `\`${escaped(value, -1)}\``;
  return `'${escaped(value, 39)}'`;
}

const isLetter = (code) => (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95;

function isName(value) {
  if (value === "" || !isLetter(text.charCodeAt(value, 0))) return false;
  for (let at = 1; at < value.length; at++) {
    const code = text.charCodeAt(value, at);
    if (!isLetter(code) && !(code >= 48 && code <= 57)) return false;
  }
  return true;
}

export function quoteKey(key) {
  if (typeof key === "symbol") return escaped(symbolToString(key), 39);
  if (key === "__proto__") return "['__proto__']";
  return isName(key) ? key : quote(key);
}

/** Whether the key is that of an array's element. */
export function isIndex(key) {
  if (key === "0") return true;
  if (typeof key !== "string" || key.length > 10 || key === "") return false;
  for (let at = 0; at < key.length; at++) {
    const code = text.charCodeAt(key, at);
    if (code < 48 || code > 57 || (at === 0 && code === 48)) return false;
  }
  return +key < 4294967295;
}

/** Each line with its line feed, as `split(/(?<=\n)/)` gives them. */
export function linesOf(value) {
  const parts = split(value, "\n");
  const lines = list();
  for (let at = 0; at < parts.length - 1; at++) add(lines, `${parts[at]}\n`);
  if (parts[parts.length - 1] !== "" || parts.length === 1) add(lines, parts[parts.length - 1]);
  return lines;
}

export const indentAfter = (value, spaces) =>
  text.includes(value, "\n") ? joined(split(value, "\n"), `\n${text.repeat(" ", spaces)}`) : value;

/** Columns of a terminal, near enough: wide East Asian and emoji take two, combining marks none. */
export function width(value) {
  let columns = 0;
  let ascii = true;
  for (let at = 0; at < value.length && ascii; at++) {
    const code = text.charCodeAt(value, at);
    ascii = code >= 32 && code < 127;
  }
  if (ascii) return value.length;
  const normal = text.normalize(value, "NFC");
  for (let at = 0; at < normal.length; at++) {
    const point = text.codePointAt(normal, at);
    if (point > 0xffff) at++;
    if (isZeroWidth(point)) continue;
    columns += isWide(point) ? 2 : 1;
  }
  return columns;
}

const isZeroWidth = (point) =>
  point <= 0x1f ||
  (point >= 0x7f && point <= 0x9f) ||
  (point >= 0x300 && point <= 0x36f) ||
  (point >= 0x200b && point <= 0x200f) ||
  (point >= 0x20d0 && point <= 0x20ff) ||
  (point >= 0xfe00 && point <= 0xfe0f) ||
  (point >= 0xfe20 && point <= 0xfe2f) ||
  (point >= 0xe0100 && point <= 0xe01ef);

const isWide = (point) =>
  point >= 0x1100 &&
  (point <= 0x115f ||
    point === 0x2329 ||
    point === 0x232a ||
    (point >= 0x2e80 && point <= 0x3247 && point !== 0x303f) ||
    (point >= 0x3250 && point <= 0x4dbf) ||
    (point >= 0x4e00 && point <= 0xa4c6) ||
    (point >= 0xa960 && point <= 0xa97c) ||
    (point >= 0xac00 && point <= 0xd7a3) ||
    (point >= 0xf900 && point <= 0xfaff) ||
    (point >= 0xfe10 && point <= 0xfe19) ||
    (point >= 0xfe30 && point <= 0xfe6b) ||
    (point >= 0xff01 && point <= 0xff60) ||
    (point >= 0xffe0 && point <= 0xffe6) ||
    (point >= 0x1b000 && point <= 0x1b001) ||
    (point >= 0x1f200 && point <= 0x1f251) ||
    (point >= 0x1f300 && point <= 0x1f64f) ||
    (point >= 0x1f680 && point <= 0x1f6ff) ||
    (point >= 0x1f900 && point <= 0x1f9ff) ||
    (point >= 0x20000 && point <= 0x3fffd));
