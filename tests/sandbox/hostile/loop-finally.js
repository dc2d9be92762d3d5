// family: loops; expect: time
function f() { try { for (;;); } finally { return f(); } }
f();
