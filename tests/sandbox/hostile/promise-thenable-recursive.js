// family: promises; expect: time
const t = { then(ok) { ok(t); } }; await t;
