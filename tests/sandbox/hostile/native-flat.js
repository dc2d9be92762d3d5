// family: builtins; expect: time|memory|error
let a = [1]; for (let i = 0; i < 26; i++) a = [a, a]; a.flat(Infinity);
