// family: escapes; expect: ok
const a = [1, 2, 3]; a.length = { valueOf() { a.push(4); return 1; } }; a.splice({ valueOf() { a.length = 0; return 0; } }, 1); a.fill(0, { valueOf() { a.length = 1e6; return 0; } }); console.log(a.length > 0);
