// family: proxies; expect: error
const p = new Proxy({}, { set(t, k, v, r) { r[k] = v; return true; } }); p.x = 1;
