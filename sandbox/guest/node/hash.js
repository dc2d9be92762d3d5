// createHash and createHmac of node:crypto.
import { Buffer } from "../buffer.js";
import { fromHex, hex, viewOf } from "../digest.js";
import { host } from "../host.js";
import { inspect } from "../inspect.js";
import { add, ErrorOf, joined, list, StringOf, TypeErrorOf, text } from "../intrinsics.js";

export const ALGORITHMS = ["md5", "sha1", "sha224", "sha256", "sha384", "sha512"];
const known = (algorithm) => {
  const name = text.toLowerCase(StringOf(algorithm));
  for (let at = 0; at < ALGORITHMS.length; at++) {
    const own = ALGORITHMS[at];
    if (name === own || name === `sha-${text.slice(own, 3)}`) return own;
  }
  return "";
};
const failure = (Kind, code, message) => {
  const error = new Kind(message);
  error.code = code;
  return error;
};
function hexOf(data, encoding, name) {
  const view = typeof data === "string" ? Buffer.from(data, encoding) : viewOf(data);
  if (view === null)
    throw failure(
      TypeErrorOf,
      "ERR_INVALID_ARG_TYPE",
      `The "${name}" argument must be of type string or an instance of Buffer, TypedArray, or DataView. Received ${inspect(data)}`,
    );
  return hex(view);
}

export class Hash {
  #algorithm;
  #key;
  #parts = list();
  #done = false;

  constructor(algorithm, key) {
    this.#algorithm = algorithm;
    this.#key = key;
  }
  update(data, encoding) {
    if (this.#done) throw failure(ErrorOf, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    add(this.#parts, hexOf(data, encoding, "data"));
    return this;
  }
  /** Text in `encoding`, or a Buffer. */
  digest(encoding) {
    if (this.#done) throw failure(ErrorOf, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    this.#done = true;
    const data = joined(this.#parts, "");
    const made =
      this.#key === undefined ? host.digest(this.#algorithm, data) : host.digest(this.#algorithm, data, this.#key);
    const buffer = Buffer.from(fromHex(made));
    return encoding === undefined || encoding === "buffer" ? buffer : buffer.toString(encoding);
  }
  copy() {
    const other = new Hash(this.#algorithm, this.#key);
    for (let at = 0; at < this.#parts.length; at++) add(other.#parts, this.#parts[at]);
    return other;
  }
}
class Hmac extends Hash {}

export function createHash(algorithm) {
  if (typeof algorithm !== "string")
    throw failure(
      TypeErrorOf,
      "ERR_INVALID_ARG_TYPE",
      `The "algorithm" argument must be of type string. Received ${inspect(algorithm)}`,
    );
  const name = known(algorithm);
  if (name === "") throw failure(ErrorOf, "ERR_OSSL_EVP_UNSUPPORTED", "Digest method not supported");
  return new Hash(name, undefined);
}
export function createHmac(algorithm, key) {
  const name = known(algorithm);
  if (name === "") throw failure(ErrorOf, "ERR_CRYPTO_INVALID_DIGEST", `Invalid digest: ${StringOf(algorithm)}`);
  return new Hmac(name, hexOf(key, "utf8", "key"));
}
/** All at once; `encoding` is "hex" unless given. */
export const hash = (algorithm, data, encoding = "hex") => createHash(algorithm).update(data).digest(encoding);
