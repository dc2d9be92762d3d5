// family: builtins; expect: time|memory
const o = { length: 2 ** 53 - 1 }; Array.prototype.fill.call(o, 1);
