// family: promises; expect: time
const t = { then(r) { r(t); } }; await t;
