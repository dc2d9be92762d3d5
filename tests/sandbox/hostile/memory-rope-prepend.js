// family: memory; expect: error
let s = ""; for (;;) s = "prefix" + s + s;
