// family: proxies; expect: error
throw new Proxy(new Error("in a proxy"), { get(t, k) { throw new Error(`no ${String(k)}`); }, getPrototypeOf() { for (;;); } });
