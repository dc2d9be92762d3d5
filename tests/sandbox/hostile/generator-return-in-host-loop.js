// family: generators; expect: ok|error|time
// Iterators that are closed by the guest's own code, and fight it.
function* fights(value) { try { yield value; yield value; } finally { for (const again of fights(value)) { throw again; } } }
for (const f of [(x) => new Map(x), (x) => Promise.all(x), (x) => new Intl.ListFormat("en").format(x), (x) => new URLSearchParams(x), (x) => Object.fromEntries(x), (x) => new Set(x).union(new Set(x)), (x) => Array.from(x, () => { throw 1; }), (x) => Iterator.from(x).map(() => { throw 2; }).next(), (x) => AbortSignal.any(x), (x) => structuredClone([...x]), (x) => { const [a] = x; return a; }])
  try { console.log(typeof f(fights({ get 0() { throw 3; } }))); } catch (e) { console.log(typeof e); }
