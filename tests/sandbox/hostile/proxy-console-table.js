// family: proxies; expect: ok
console.table(new Proxy([1], { get(t, k) { if (k === "length") return 2 ** 40; return t[k]; } }));
