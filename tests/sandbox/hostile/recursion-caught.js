// family: recursion; expect: time|ok|error
function f() { try { f(); } finally { f(); } }
f();
