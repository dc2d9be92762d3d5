// family: recursion; expect: error
function f() { return f() + 1; }
f();
