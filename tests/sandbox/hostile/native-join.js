// family: builtins; expect: time|memory|error
const a = []; a.length = 2 ** 31; a.join("x");
