// family: memory; expect: time|memory
const all = []; const e = new TextEncoder(); for (;;) all.push(e.encode("\u20ac".repeat(1e4)));
