// family: recursion; expect: time
function f() { try { return f(); } catch { return f(); } } f();
