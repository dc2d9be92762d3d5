// family: memory; expect: memory
const all = []; for (;;) all.push(new Date());
