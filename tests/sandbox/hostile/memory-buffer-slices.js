// family: memory; expect: memory
const b = new ArrayBuffer(1 << 20); const all = []; for (;;) all.push(b.slice(0));
