// family: builtins; expect: time
const a = new Uint8Array(1e7); for (;;) a.set(a.subarray(0, 5e6), 5e6);
