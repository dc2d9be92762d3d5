// family: getters; expect: ok
const a = []; a[2 ** 31] = 1; a[5] = 2; console.log(a);
