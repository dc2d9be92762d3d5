// family: builtins; expect: time|memory|error
let x = 3n ** 100000n; for (;;) x = x * x;
