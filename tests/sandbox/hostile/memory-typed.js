// family: memory; expect: memory|error
const a = []; for (;;) a.push(new Float64Array(1e5));
