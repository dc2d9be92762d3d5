// family: recursion; expect: error|time
const assert = require("node:assert");
const deep = () => { let value = {}; for (let i = 0; i < 200000; i++) value = { value }; return value; };
assert.deepStrictEqual(deep(), deep());
