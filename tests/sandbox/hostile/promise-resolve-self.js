// family: promises; expect: error
let ok; const p = new Promise((r) => { ok = r; }); ok(p); await p;
