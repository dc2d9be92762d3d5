// family: proxies; expect: error
throw new Proxy(new Error("x"), { get() { for (;;); } });
