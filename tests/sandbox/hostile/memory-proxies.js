// family: memory; expect: memory
let p = {}; const all = []; for (;;) { p = new Proxy({}, {}); all.push(p); }
