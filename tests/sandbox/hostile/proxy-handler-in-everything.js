// family: proxies; expect: ok|error|time|memory|output
// A handler whose traps are proxies whose handlers are the handler, handed to whatever takes an object.
const handler = new Proxy({}, { get: (_, trap) => new Proxy(function () { return Reflect[trap]?.(...arguments); }, handler.depth++ < 400 ? handler : {}) });
handler.depth = 0;
const odd = new Proxy(class {}, { get: (t, k) => (k === "prototype" ? t.prototype : new Proxy(Array, {})) });
for (const f of [console.log, console.table, structuredClone, JSON.stringify, Object.entries, Array.from, (x) => new Map(x), (x) => new URLSearchParams(x), (x) => require("util").inspect(x, x), (x) => new Intl.NumberFormat("en", x), (x) => new Event("e", x), (x) => Promise.all(x), (x) => require("assert").deepStrictEqual(x, {}), (x) => process.stdout.write(x), (x) => setTimeout(x, x), Reflect.ownKeys, (x) => crypto.getRandomValues(x), (x) => new Error("e", x)])
  for (const x of [odd, new Proxy({}, odd), new Proxy(odd, new Proxy({}, odd))]) try { f(x); } catch (e) { console.log(e?.name); }
