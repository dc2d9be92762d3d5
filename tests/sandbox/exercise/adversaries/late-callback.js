// The callback is kept and called when nobody expects it: later, from a promise, after the end, from another function.
let kept = () => {};
export const each = (list, fn) => { kept = fn; setTimeout(() => { for (const x of list) kept(x); }, 0); Promise.resolve().then(() => kept(list[0])); queueMicrotask(() => { try { kept({}); } catch {} }); };
export const later = (n) => new Promise((done) => setTimeout(() => { kept(n); done(0); }, 1));
export const sum = () => { try { return kept(0); } finally { kept = () => process.exit(0); } };
export const word = () => kept.toString();
export default () => kept;
