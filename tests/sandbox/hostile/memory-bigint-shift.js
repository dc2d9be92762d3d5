// family: memory; expect: error
let n = 1n; for (;;) n = n << 100000n | n;
