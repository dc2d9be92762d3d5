// family: proxies; expect: time
new Proxy(() => {}, { apply() { for (;;); } })();
