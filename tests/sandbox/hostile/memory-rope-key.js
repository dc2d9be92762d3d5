// family: memory; expect: memory
const o = {}; let s = "k"; for (;;) { s += s; o[s] = 1; }
