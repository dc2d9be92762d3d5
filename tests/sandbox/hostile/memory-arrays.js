// family: memory; expect: memory
const a = []; for (;;) a.push(new Array(10000).fill(1.1));
