// family: memory; expect: memory
const w = new WeakMap(); const keys = []; for (;;) { const k = {}; keys.push(k); w.set(k, { k, all: keys }); }
