// family: memory; expect: error
let s = "x"; for (;;) s += s;
