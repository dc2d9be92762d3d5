// family: proxies; expect: time
Object.setPrototypeOf(globalThis, new Proxy({}, { get(_, k) { for (;;); }, has: () => true })); undefinedName;
