// family: memory; expect: memory
let s = "0123456789"; for (;;) s = [s, s, s].join(s);
