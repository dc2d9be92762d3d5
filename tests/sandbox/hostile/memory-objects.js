// family: memory; expect: memory
let o = null; for (;;) o = { o, a: 1, b: 2 };
