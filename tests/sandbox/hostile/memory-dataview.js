// family: memory; expect: memory
const all = []; for (;;) all.push(new DataView(new ArrayBuffer(65536)));
