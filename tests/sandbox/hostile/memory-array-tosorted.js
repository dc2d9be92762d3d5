// family: memory; expect: memory|time
const all = []; const a = Array.from({ length: 2e4 }, (_, i) => i); for (;;) all.push(a.toSorted((x, y) => y - x));
