// family: builtins; expect: time
const a = new Array(3e5).fill(0).map((_, i) => (i * 7919) % 2000003); for (;;) a.sort().reverse();
