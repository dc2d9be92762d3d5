// family: proxies; expect: ok
const o = Object.freeze({ a: 1 }); const p = new Proxy(o, { get: () => 2, ownKeys: () => ["b"], getOwnPropertyDescriptor: () => ({ value: 3, configurable: true }) }); let n = 0; for (const f of [() => p.a, () => Object.keys(p), () => Object.getOwnPropertyDescriptor(p, "a")]) try { f(); } catch (e) { n += e instanceof TypeError; } console.log(n);
