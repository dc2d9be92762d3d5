// TextEncoder, TextDecoder, btoa and atob.
import { bytes, ErrorOf, StringOf, TypeErrorOf, text } from "./intrinsics.js";

export class TextEncoder {
  get encoding() {
    return "utf-8";
  }

  encode(value = "") {
    const source = text.toWellFormed(StringOf(value));
    const result = new Uint8Array(source.length * 3);
    let end = 0;
    for (let at = 0; at < source.length; at++) {
      const point = text.codePointAt(source, at);
      if (point > 0xffff) at++;
      if (point < 0x80) result[end++] = point;
      else {
        const more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
        result[end++] = [0, 0xc0, 0xe0, 0xf0][more] | (point >> (6 * more));
        for (let shift = 6 * (more - 1); shift >= 0; shift -= 6) result[end++] = 0x80 | ((point >> shift) & 63);
      }
    }
    return result.slice(0, end);
  }

  encodeInto(value, target) {
    let read = 0;
    let written = 0;
    for (const character of StringOf(value)) {
      const part = this.encode(character);
      if (written + part.length > target.length) break;
      target.set(part, written);
      written += part.length;
      read += character.length;
    }
    return { read, written };
  }
}

/** The bytes of a buffer or a view. */
function bytesOf(source) {
  if (source === undefined) return new Uint8Array(0);
  if (bytes.bufferLength(source) !== null || bytes.sharedLength(source) !== null) return new Uint8Array(source);
  if (bytes.kind(source) !== undefined || bytes.viewLength(source) !== null)
    return new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  throw new TypeErrorOf('The "input" argument must be an instance of ArrayBuffer or ArrayBufferView.');
}

export class TextDecoder {
  #fatal;
  #keepMark;
  /** Bytes of a character that the last piece of a stream began. */
  #rest = [];

  constructor(encoding = "utf-8", options = {}) {
    const name = text.toLowerCase(text.trim(StringOf(encoding)));
    if (name !== "utf-8" && name !== "utf8") throw new RangeError(`The "${encoding}" encoding is not supported`);
    this.#fatal = Boolean(options.fatal);
    this.#keepMark = Boolean(options.ignoreBOM);
  }

  get encoding() {
    return "utf-8";
  }

  get fatal() {
    return this.#fatal;
  }

  get ignoreBOM() {
    return this.#keepMark;
  }

  decode(source, options = {}) {
    const added = bytesOf(source);
    let input = added;
    if (this.#rest.length > 0) {
      input = new Uint8Array(this.#rest.length + added.length);
      input.set(this.#rest);
      input.set(added, this.#rest.length);
    }
    this.#rest = [];
    let result = "";
    let at = 0;
    while (at < input.length) {
      const first = input[at];
      if (first < 0x80) {
        result += text.fromCharCode(first);
        at++;
        continue;
      }
      const need =
        first >= 0xf0 && first < 0xf5 ? 3 : first >= 0xe0 && first < 0xf0 ? 2 : first >= 0xc2 && first < 0xe0 ? 1 : 0;
      let point = first & (0x3f >> need);
      let have = 0;
      while (have < need && at + have + 1 < input.length) {
        const next = input[at + have + 1];
        const low = have > 0 ? 0x80 : first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
        const high = have > 0 ? 0xbf : first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
        if (next < low || next > high) break;
        point = (point << 6) | (next & 63);
        have++;
      }
      if (need > 0 && have === need) result += String.fromCodePoint(point);
      else if (options.stream && need > 0 && at + have + 1 === input.length) {
        this.#rest = [...input.slice(at)];
        break;
      } else {
        if (this.#fatal) throw new TypeErrorOf("The encoded data was not valid for encoding utf-8");
        result += "\ufffd";
      }
      at += have + 1;
    }
    return !this.#keepMark && text.charCodeAt(result, 0) === 0xfeff ? text.slice(result, 1) : result;
  }
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

export function btoa(value) {
  const source = StringOf(value);
  let result = "";
  for (let at = 0; at < source.length; at += 3) {
    let bits = 0;
    for (let next = 0; next < 3; next++) {
      const code = at + next < source.length ? text.charCodeAt(source, at + next) : 0;
      if (code > 255) throw new ErrorOf("Invalid character");
      bits = (bits << 8) | code;
    }
    for (let part = 0; part < 4; part++)
      result += at + part > source.length ? "=" : ALPHABET[(bits >> (18 - 6 * part)) & 63];
  }
  return result;
}

export function atob(value) {
  let source = "";
  for (const character of StringOf(value)) if (!text.includes(" \t\n\f\r", character)) source += character;
  if (source.length % 4 === 0)
    for (let most = 2; most > 0 && text.endsWith(source, "="); most--) source = text.slice(source, 0, -1);
  let result = "";
  let bits = 0;
  let have = 0;
  for (let at = 0; at < source.length; at++) {
    const index = text.indexOf(ALPHABET, source[at]);
    if (index < 0) throw new ErrorOf("The string to be decoded is not correctly encoded.");
    bits = ((bits << 6) | index) & 0xffffff;
    have += 6;
    if (have >= 8) {
      have -= 8;
      result += text.fromCharCode((bits >> have) & 255);
    }
  }
  return result;
}
