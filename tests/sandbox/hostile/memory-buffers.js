// family: memory; expect: memory|error
const a = []; for (;;) a.push(new ArrayBuffer(1 << 20));
