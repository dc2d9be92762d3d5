// family: tamper; expect: ok
const evil = () => { throw new Error("tampered"); };
for (const prototype of [Array.prototype, String.prototype, Map.prototype, Set.prototype, RegExp.prototype, Object.prototype])
  for (const key of Object.getOwnPropertyNames(prototype))
    if (key !== "constructor") try { Object.defineProperty(prototype, key, { value: evil, configurable: true, writable: true }); } catch {}
Object.defineProperty(Array.prototype, 0, { set: evil, get: evil });
const assert = require("node:assert");
assert.deepStrictEqual({ a: { b: 1 } }, { a: { b: 1 } });
try { assert.strictEqual(1, 2); } catch (error) { if (error.message !== "Expected values to be strictly equal:\n\n1 !== 2\n") throw error; }
