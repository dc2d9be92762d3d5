// family: getters; expect: ok
const a = {}; a.a = a; a.m = new Map([[a, a]]); console.log(a); console.table([a]); console.log("%o %j", a, a);
