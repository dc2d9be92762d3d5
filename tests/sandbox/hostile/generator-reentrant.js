// family: proxies; expect: error
const it = (function* () { it.next(); })(); it.next();
