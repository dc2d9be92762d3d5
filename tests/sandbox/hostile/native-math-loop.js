// family: builtins; expect: time
let x = 0.5; for (;;) x = Math.sin(Math.exp(Math.atan2(x, 1)) + Math.hypot(x, x, x));
