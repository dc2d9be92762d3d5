// family: recursion; expect: ok
const o = {}; o.a = o; eval("o" + ".a".repeat(2e5));
