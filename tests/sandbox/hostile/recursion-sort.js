// family: recursion; expect: error
function f() { [2, 1].sort(f); }
f();
