// family: proxies; expect: time
function* g() { for (;;); } const [a] = g();
