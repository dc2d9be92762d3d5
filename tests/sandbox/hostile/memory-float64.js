// family: memory; expect: memory
const all = []; for (;;) all.push(new Float64Array(1e5).fill(Math.PI));
