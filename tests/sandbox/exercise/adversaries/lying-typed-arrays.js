// Buffers that are shorter, longer or elsewhere than they say.
class Bytes extends Uint8Array { get length() { return 2; } get [Symbol.toStringTag]() { return "Array"; } *[Symbol.iterator]() { yield 4; yield { six: 6 }; } static get [Symbol.species]() { return Array; } }
const gone = () => { const bytes = new Uint8Array(8); try { bytes.buffer.transfer(); } catch {} return bytes; };
export const sum = () => new Bytes(5043);
export default () => new Bytes([4, 6]);
export const each = (list, fn) => { fn(gone()); fn(new DataView(new ArrayBuffer(8))); fn(new ArrayBuffer(1 << 24)); };
export const later = async () => new Float64Array(1 << 20);
export const word = () => new Bytes(new TextEncoder().encode("hidden-1234"));
