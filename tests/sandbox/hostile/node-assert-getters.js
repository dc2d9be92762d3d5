// family: getter; expect: ok
const assert = require("node:assert");
const value = { get a() { throw new Error("read"); }, [Symbol.toPrimitive]() { throw new Error("converted"); } };
for (const attempt of [() => assert.deepStrictEqual(value, { a: 1 }), () => assert.deepEqual(value, 5), () => assert.equal(value, "x"), () => assert(false, value), () => assert.throws(() => { throw value; }, /x/)])
  try { attempt(); } catch {}
