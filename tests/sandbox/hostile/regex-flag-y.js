// family: regex; expect: time
const r = /x*/gy; for (;;) { r.lastIndex = 0; r.exec("xxxx"); }
