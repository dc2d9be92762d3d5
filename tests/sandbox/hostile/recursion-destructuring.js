// family: recursion; expect: error
const f = ([a = f([])] = []) => a; f();
