// family: memory; expect: memory|error
const a = []; for (;;) a.push(new SharedArrayBuffer(1 << 20));
