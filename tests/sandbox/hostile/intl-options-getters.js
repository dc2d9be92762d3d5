// family: getters; expect: time|error
const options = new Proxy({}, { get: (t, key) => { if (key === "style") for (;;); return { toString: () => ({}) }; }, ownKeys: () => new Array(2 ** 31) });
for (const f of [() => (1).toLocaleString("en", { get minimumFractionDigits() { throw { get message() { return this; } }; } }), () => new Intl.Collator({ length: 2 ** 53, get 0() { return Symbol("x"); } }), () => new Intl.ListFormat("en").format({ [Symbol.iterator]: () => ({ next: () => ({ value: "x".repeat(1000), done: false }) }) }), () => (1).toLocaleString("en", options)]) try { f(); } catch (error) { console.log(typeof error); }
(1).toLocaleString("en", options);
