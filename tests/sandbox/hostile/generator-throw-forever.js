// family: proxies; expect: time
function* g() { for (;;) try { yield; } catch {} } const it = g(); it.next(); for (;;) it.throw(1);
