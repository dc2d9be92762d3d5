// family: memory; expect: memory
let s = "ab"; for (;;) s = s.replace(/[ab]/g, "abab");
