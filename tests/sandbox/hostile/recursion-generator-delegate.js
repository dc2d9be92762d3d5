// family: recursion; expect: error
function* g() { yield* g(); } [...g()];
