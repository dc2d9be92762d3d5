// family: builtins; expect: time
const a = new Array(2e6).fill(0).map((_, i) => (i * 7919) % 2000003); for (;;) a.sort().reverse();
