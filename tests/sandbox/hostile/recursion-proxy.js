// family: recursion; expect: error
const h = {}; const p = new Proxy({}, h); Object.setPrototypeOf(h, p); p.x;
