// family: loops; expect: time
const o = { a: 1 }; for (;;) for (const key in o) { o[key + "x"] = 1; delete o[key]; }
