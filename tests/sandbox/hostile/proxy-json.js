// family: proxies; expect: time
JSON.stringify(new Proxy([], { get: (_, k) => k === "length" ? 2 ** 32 : 1 }));
