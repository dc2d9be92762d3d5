// family: proxies; expect: time
let n = 1; const p = new Proxy({}, { ownKeys: () => Array.from({ length: n *= 2 }, (_, i) => `k${i}`), getOwnPropertyDescriptor: () => ({ value: 1, enumerable: true, configurable: true }) }); for (;;) Object.keys(p);
