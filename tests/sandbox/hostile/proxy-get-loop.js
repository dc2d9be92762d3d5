// family: proxies; expect: time
new Proxy({}, { get() { for (;;); } }).x;
