// family: builtins; expect: time
const a = new Float32Array(1e7); for (;;) a.includes(1);
