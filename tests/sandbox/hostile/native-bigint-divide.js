// family: builtins; expect: error
let n = (1n << 2000000n) - 1n; for (;;) n = (n * n) / (n - 1n) % ((1n << 1999999n) + 1n);
