// family: loops; expect: memory|time
const a = []; for (;;) a.push(a.length);
