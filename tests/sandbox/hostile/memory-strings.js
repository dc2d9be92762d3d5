// family: memory; expect: memory|error
let s = "x"; for (;;) s += s + Math.random();
