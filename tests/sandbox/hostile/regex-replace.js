// family: regex; expect: time|memory|error
let s = "a"; for (;;) s = s.replace(/a/g, "aa");
