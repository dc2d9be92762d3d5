// family: builtins; expect: time
const a = new Set(Array.from({ length: 1e5 }, (_, i) => i)); for (;;) a.union(new Set([1])).size;
