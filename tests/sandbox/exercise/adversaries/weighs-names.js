// A function's name and length cross with it: both are asked, both are endless.
const odd = (fn) => Object.defineProperties(fn, { name: { value: "x".repeat(5_000_000) }, length: { get: () => ({ valueOf: () => { for (;;); } }) } });
const named = (fn) => Object.defineProperties(fn, { name: { get() { throw new Error("name"); } }, length: { value: 1e308 } });
export const sum = () => odd(() => 5043);
export const each = (list, fn) => { fn(named(() => 0)); };
export const later = async () => named(async () => 9);
export const word = () => named(() => "hidden-1234");
export default () => [odd(() => 4), { six: odd(() => 6) }];
