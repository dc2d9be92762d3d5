// family: memory; expect: memory
const all = []; const f = (n) => n > 0 ? f(n - 1) : new Error("x".repeat(100)); for (;;) all.push(f(50));
