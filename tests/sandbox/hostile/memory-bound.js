// family: memory; expect: memory
const all = []; let f = () => 1; for (;;) { f = (() => 1).bind(null, all, 1, 2, 3, 4, 5, 6, 7, 8); all.push(f); }
