// family: recursion; expect: error
const o = { toString() { return "" + this; } }; "" + o;
