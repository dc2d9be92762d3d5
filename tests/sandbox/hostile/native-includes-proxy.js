// family: builtins; expect: time
const o = new Proxy({ length: 2 ** 53 - 1 }, {}); Array.prototype.includes.call(o, NaN);
