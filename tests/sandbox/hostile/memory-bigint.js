// family: memory; expect: memory
const all = []; for (let n = 2n ** 4096n; ; n++) all.push(n);
