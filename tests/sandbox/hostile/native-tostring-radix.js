// family: builtins; expect: time
let x = 0; for (;;) x += (Math.random() * 1e300).toString(2).length;
