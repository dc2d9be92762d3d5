// family: memory; expect: memory
let a = [1, 2]; for (;;) a = [...a, ...a];
