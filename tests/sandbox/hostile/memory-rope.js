// family: memory; expect: memory|error|time
let s = "ab"; const keep = []; for (;;) { s = s + s.slice(1); keep.push(s); }
