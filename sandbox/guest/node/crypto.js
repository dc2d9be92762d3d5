// node:crypto: what is random in it, and hashes.
import { Buffer } from "../buffer.js";
import { crypto } from "../chance.js";
import { bytes, floor, RangeErrorOf } from "../intrinsics.js";
import { ALGORITHMS, createHash, createHmac, hash } from "./hash.js";

export { createHash, createHmac, hash };
export const getHashes = () => [...ALGORITHMS];
export const subtle = crypto.subtle;

export const randomUUID = crypto.randomUUID;
export const getRandomValues = crypto.getRandomValues;
export const webcrypto = crypto;

/** A whole number from `low` (0 if only one is given) up to, but not including, `high`. */
export function randomInt(low, high) {
  const from = high === undefined ? 0 : low;
  const to = high === undefined ? low : high;
  if (!(to > from)) {
    const error = new RangeErrorOf(
      `The value of "max" is out of range. It must be greater than ${from}. Received ${to}`,
    );
    error.code = "ERR_OUT_OF_RANGE";
    throw error;
  }
  const words = getRandomValues(new Uint32Array(2));
  const share = (words[0] * 2 ** 21 + (words[1] >>> 11)) / 2 ** 53;
  return from + floor(share * (to - from));
}
export const randomBytes = (size) => getRandomValues(Buffer.alloc(size));
/** Whether two are the same, byte for byte. */
export function timingSafeEqual(a, b) {
  const length = bytes.length(a);
  if (length !== bytes.length(b)) {
    const error = new RangeErrorOf("Input buffers must have the same byte length");
    error.code = "ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH";
    throw error;
  }
  let unlike = 0;
  for (let at = 0; at < length; at++) unlike |= a[at] ^ b[at];
  return unlike === 0;
}
export default {
  randomUUID,
  getRandomValues,
  webcrypto,
  subtle,
  randomInt,
  randomBytes,
  createHash,
  createHmac,
  hash,
  getHashes,
  timingSafeEqual,
};
