// family: memory; expect: memory
const a = []; for (let n = 1; ; n *= 2) { a.length = n % 4294967295; a.fill(0); }
