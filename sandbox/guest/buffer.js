// A Buffer as far as lessons use it: bytes with texts in UTF-8, hex, base64 and latin1.
import { atob, btoa, TextDecoder, TextEncoder } from "./encoding.js";
import { inspectCustom } from "./inspect.js";
import {
  ArrayIsArray,
  bytes,
  min,
  numberToString,
  parseIntOf,
  RangeErrorOf,
  StringOf,
  TypeErrorOf,
  text,
} from "./intrinsics.js";

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const encode = encoder.encode.bind(encoder);
const decode = decoder.decode.bind(decoder);
/** Bytes that are printed. */
const SHOWN = 50;

const latin1 = (view) => {
  let result = "";
  for (let at = 0; at < view.length; at++) result += text.fromCharCode(view[at]);
  return result;
};
const replaced = (value, from, to) => {
  let result = "";
  for (let at = 0; at < value.length; at++) result += value[at] === from ? to : value[at];
  return result;
};

function bytesOf(value, encoding) {
  const name = text.toLowerCase(StringOf(encoding ?? "utf8"));
  if (name === "utf8" || name === "utf-8") return encode(value);
  if (name === "hex") {
    const view = new bytes.view(value.length >> 1);
    for (let at = 0; at < view.length; at++) view[at] = parseIntOf(text.slice(value, 2 * at, 2 * at + 2), 16);
    return view;
  }
  let source = value;
  if (name === "base64" || name === "base64url") source = atob(replaced(replaced(value, "-", "+"), "_", "/"));
  else if (name !== "latin1" && name !== "binary" && name !== "ascii") throw unknown(encoding);
  const view = new bytes.view(source.length);
  for (let at = 0; at < source.length; at++) view[at] = text.charCodeAt(source, at);
  return view;
}

function textOf(view, encoding) {
  const name = text.toLowerCase(StringOf(encoding ?? "utf8"));
  if (name === "utf8" || name === "utf-8") return decode(view);
  if (name === "hex") {
    let result = "";
    for (let at = 0; at < view.length; at++) result += text.padStart(numberToString(view[at], 16), 2, "0");
    return result;
  }
  if (name === "base64") return btoa(latin1(view));
  if (name === "base64url") return replaced(replaced(replaced(btoa(latin1(view)), "+", "-"), "/", "_"), "=", "");
  if (name === "latin1" || name === "binary" || name === "ascii") return latin1(view);
  throw unknown(encoding);
}

function unknown(encoding) {
  const error = new TypeErrorOf(`Unknown encoding: ${StringOf(encoding)}`);
  error.code = "ERR_UNKNOWN_ENCODING";
  return error;
}

const filled = (length, make) => {
  if (typeof length !== "number" || !(length >= 0)) throw new RangeErrorOf('The "size" argument must be a number >= 0');
  const buffer = new Buffer(length);
  for (let at = 0; at < buffer.length; at++) buffer[at] = make(at);
  return buffer;
};

export class Buffer extends bytes.view {
  static from(value, encoding) {
    if (typeof value === "string") {
      const view = bytesOf(value, encoding);
      return filled(view.length, (at) => view[at]);
    }
    if (bytes.bufferLength(value) !== null) return new Buffer(value);
    if (typeof value !== "object" || value === null || typeof value.length !== "number")
      throw new TypeErrorOf(
        "The first argument must be of type string or an instance of Buffer, ArrayBuffer, or Array.",
      );
    return filled(value.length, (at) => value[at]);
  }

  static alloc(length, value = 0) {
    const view = typeof value === "string" ? encode(value) : [value];
    return filled(length, (at) => view[at % view.length] ?? 0);
  }

  static allocUnsafe(length) {
    return filled(length, () => 0);
  }

  static isBuffer(value) {
    return value instanceof Buffer;
  }

  static byteLength(value, encoding) {
    return typeof value === "string" ? bytesOf(value, encoding).length : value.byteLength;
  }

  static concat(parts) {
    if (!ArrayIsArray(parts)) throw new TypeErrorOf('The "list" argument must be an instance of Array.');
    let length = 0;
    for (let at = 0; at < parts.length; at++) length += parts[at].length;
    const buffer = filled(length, () => 0);
    let next = 0;
    for (let at = 0; at < parts.length; at++)
      for (let from = 0; from < parts[at].length; from++) buffer[next++] = parts[at][from];
    return buffer;
  }

  toString(encoding, start = 0, end = this.length) {
    return textOf(start === 0 && end === this.length ? this : this.subarray(start, end), encoding);
  }

  toJSON() {
    const data = [];
    for (let at = 0; at < this.length; at++) data[at] = this[at];
    return { type: "Buffer", data };
  }

  equals(other) {
    if (this.length !== other.length) return false;
    for (let at = 0; at < this.length; at++) if (this[at] !== other[at]) return false;
    return true;
  }

  [inspectCustom]() {
    let result = "<Buffer";
    const end = min(this.length, SHOWN);
    for (let at = 0; at < end; at++) result += ` ${text.padStart(numberToString(this[at], 16), 2, "0")}`;
    const more = this.length - end;
    return `${result}${more > 0 ? ` ... ${more} more byte${more > 1 ? "s" : ""}` : ""}>`;
  }
}
