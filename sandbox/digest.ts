/** Hashes for `node:crypto` and `crypto.subtle`, made by Node's own: bytes come as hexadecimal text, and go so. */
import { createHash, createHmac } from "node:crypto";

const KNOWN = new Set(["md5", "sha1", "sha224", "sha256", "sha384", "sha512"]);

/** Empty for an algorithm that is not known. `key`: of an HMAC, or empty for a hash. */
export function digest(algorithm: string, data: string, key?: string): string {
  if (!KNOWN.has(algorithm)) return "";
  const made = key === undefined ? createHash(algorithm) : createHmac(algorithm, Buffer.from(key, "hex"));
  return made.update(data, "hex").digest("hex");
}
