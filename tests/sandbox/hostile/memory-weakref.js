// family: memory; expect: memory
const all = []; for (;;) all.push(new WeakRef({ big: new Array(100).fill(0) }), new Array(100));
