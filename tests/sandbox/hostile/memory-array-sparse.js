// family: memory; expect: memory
const all = []; for (let i = 0; ; i++) { const a = []; for (let j = 0; j < 100; j++) a[j * 1e6] = j; all.push(a); }
