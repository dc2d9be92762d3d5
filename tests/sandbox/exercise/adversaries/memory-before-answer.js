// Nearly all memory is taken before the answer: writing it fails where nobody of the program is to blame.
const hold = [];
const fill = () => { for (let size = 1 << 22; size > 64; size >>= 1) try { for (;;) hold.push(new Uint8Array(size)); } catch {} };
export const sum = () => { fill(); return Array.from({ length: 3 }, () => "x".repeat(9)); };
export default (list) => { fill(); list[0] = "x".repeat(99); return list; };
export const each = (list, fn) => { fill(); for (const x of list) try { fn([x, x, x]); } catch { fill(); } };
export const later = async () => { fill(); return { a: [1, 2, 3] }; };
export const word = () => { fill(); throw new Error("x".repeat(99)); };
