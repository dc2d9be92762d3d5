// Hashes: the host makes them, of bytes that go to it as hexadecimal text.
import { DOMException } from "./dom-exception.js";
import { host } from "./host.js";
import { add, bytes, joined, list, numberToString, parseIntOf, StringOf, TypeErrorOf, text } from "./intrinsics.js";

/** Bytes that are hashed at most. */
const MOST = 8 * 1024 * 1024;
/** Two digits for each byte. */
const digits = list();
for (let byte = 0; byte < 256; byte++) add(digits, text.padStart(numberToString(byte, 16), 2, "0"));

/** A view of what a buffer, a typed array or a DataView holds; null for everything else. */
export function viewOf(data) {
  if (typeof data !== "object" || data === null) return null;
  if (bytes.bufferLength(data) !== null) return new bytes.view(data);
  if (bytes.kind(data) !== undefined)
    return new bytes.view(bytes.buffer(data), bytes.byteOffset(data), bytes.byteLength(data));
  if (bytes.viewLength(data) !== null)
    return new bytes.view(bytes.viewBuffer(data), bytes.viewOffset(data), bytes.viewLength(data));
  return null;
}

export function hex(view) {
  const length = bytes.length(view);
  if (length > MOST) throw new TypeErrorOf(`At most ${MOST / 1048576} MB can be hashed here.`);
  const parts = list();
  for (let at = 0; at < length; at++) add(parts, digits[view[at]]);
  return joined(parts, "");
}

export function fromHex(value) {
  const view = new bytes.view(value.length >> 1);
  for (let at = 0; at < value.length; at += 2) view[at >> 1] = parseIntOf(text.slice(value, at, at + 2), 16);
  return view;
}

const NAMES = { __proto__: null, "sha-1": "sha1", "sha-256": "sha256", "sha-384": "sha384", "sha-512": "sha512" };

export function digestBuffer(algorithm, data) {
  const name = StringOf(typeof algorithm === "object" && algorithm !== null ? algorithm.name : algorithm);
  const known = NAMES[text.toLowerCase(name)];
  if (known === undefined) throw new DOMException("Unrecognized algorithm name", "NotSupportedError");
  const view = viewOf(data);
  if (view === null)
    throw new TypeErrorOf(
      "Failed to execute 'digest' on 'SubtleCrypto': 2nd argument is not instance of ArrayBuffer, Buffer, TypedArray, or DataView.",
    );
  return bytes.buffer(fromHex(host.digest(known, hex(view))));
}
