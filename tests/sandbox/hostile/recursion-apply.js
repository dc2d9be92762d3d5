// family: recursion; expect: error
function f() { return f.apply(this, arguments); } f(1, 2, 3);
