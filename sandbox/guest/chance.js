// crypto: what is random in it, and digests.
import { host } from "./host.js";
import { bytes, TypeErrorOf } from "./intrinsics.js";

/** Bytes that one call fills. */
const MOST = 65536;

export const crypto = {
  randomUUID: () => host.uuid(),
  getRandomValues(array) {
    const kind = bytes.kind(array);
    if (kind === undefined || kind === "Float32Array" || kind === "Float64Array")
      throw new TypeErrorOf("The data argument must be an integer-type TypedArray");
    const view = new bytes.view(bytes.buffer(array), bytes.byteOffset(array), bytes.byteLength(array));
    if (view.length > MOST) throw quotaExceeded(view.length);
    for (let at = 0; at < view.length; at++) view[at] = host.random();
    return array;
  },
  subtle: {
    /** `algorithm`: "SHA-256" or { name }. A promise of an ArrayBuffer. */
    digest: async (algorithm, data) => host.module("pairlab:digest.js").digestBuffer(algorithm, data),
  },
};

const quotaExceeded = (length) =>
  new (host.module("pairlab:dom-exception.js").DOMException)(
    `The requested length exceeds 65,536 bytes: ${length}`,
    "QuotaExceededError",
  );
