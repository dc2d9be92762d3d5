// family: promises; expect: time
const p = Promise.resolve(1); Object.defineProperty(p, "constructor", { get() { for (;;); } }); await p;
