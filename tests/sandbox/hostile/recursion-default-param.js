// family: recursion; expect: error
function f(x = f()) { return x; } f();
