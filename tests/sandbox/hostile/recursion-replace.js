// family: recursion; expect: error
function f() { "a".replace(/a/, f); }
f();
