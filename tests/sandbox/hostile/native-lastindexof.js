// family: builtins; expect: time
const o = { length: 2 ** 53 - 1 }; Array.prototype.lastIndexOf.call(o, 1);
