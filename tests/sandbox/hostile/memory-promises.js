// family: memory; expect: memory|time
const a = []; for (;;) a.push(new Promise(() => {}));
