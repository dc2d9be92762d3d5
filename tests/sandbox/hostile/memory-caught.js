// family: memory; expect: time|memory
const a = []; for (;;) { try { for (;;) a.push(new Array(5000).fill(a)); } catch { a.length = 0; } }
