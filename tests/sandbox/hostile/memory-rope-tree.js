// family: memory; expect: memory
const grow = (n) => n === 0 ? "leaf" : grow(n - 1) + grow(n - 1); const all = []; for (;;) all.push(grow(16));
