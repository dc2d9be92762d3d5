// family: proxies; expect: time
new Proxy({}, { get get() { for (;;); } }).x;
