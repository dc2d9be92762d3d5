// family: proxies; expect: ok
console.log(new Proxy({}, { get() { for (;;); }, ownKeys() { throw 1; }, getPrototypeOf() { throw 2; } }));
