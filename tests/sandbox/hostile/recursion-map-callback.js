// family: recursion; expect: error
const f = (a) => a.map(f); const a = []; a.push(a); f(a);
