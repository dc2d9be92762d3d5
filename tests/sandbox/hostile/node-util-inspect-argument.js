// family: console; expect: ok
const util = require("util");
const value = { [util.inspect.custom](depth, options, inspect) { delete options.seen; options.depth = Infinity; options.indentation = -1e9; return inspect(this.inner ?? 1, options); }, inner: [1, { a: 2 }] };
console.log(value, util.inspect(value, { get depth() { throw new Error("x"); } } && {}));
