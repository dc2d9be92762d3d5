// family: proxies; expect: time
"x" in new Proxy({}, { has() { for (;;); } });
