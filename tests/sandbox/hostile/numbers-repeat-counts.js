// family: numbers; expect: error
let n = 0; for (const c of [-1, Infinity, 2 ** 53]) try { "x".repeat(c); } catch (e) { n++; } console.log(n); "ab".repeat(2 ** 29);
