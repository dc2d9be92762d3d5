// family: builtins; expect: memory|time
const a = Array.from({ length: 2e6 }, (_, i) => (i * 7919) % 2000003); a.sort();
