// family: console; expect: ok|error|time|memory|output
const odd = { toString() { throw 1; }, [Symbol.toPrimitive](hint) { return hint === "number" ? 5n : Symbol("p"); }, get constructor() { return { name: { toString: null } }; } };
for (const format of ["%s%d%i%f%j%o%O%c%%", "%".repeat(70_000), "%s".repeat(20_000), "%j", "%5$s %*d %n"])
  for (const value of [odd, -0, 10n ** 400n, Symbol(), null, { toJSON() { return this; } }, [odd], new Proxy({}, { get() { throw 2; } })])
    try { console.log(format.slice(0, 60_000), value, value); } catch (e) { console.log(typeof e); }
