// family: memory; expect: memory
const all = []; function* g() { const a = new Array(50); yield a; } for (;;) { const it = g(); it.next(); all.push(it); }
