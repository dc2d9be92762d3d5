// family: loops; expect: time
const r = /x*/y; let n = 0; while (r.exec("aaa") !== undefined) { r.lastIndex = 0; n++; }
