// node:crypto: what is random in it.
import { Buffer } from "../buffer.js";
import { crypto } from "../chance.js";
import { floor, RangeErrorOf } from "../intrinsics.js";

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
export default { randomUUID, getRandomValues, webcrypto, randomInt, randomBytes };
