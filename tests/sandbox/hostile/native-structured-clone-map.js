// family: builtins; expect: time
const m = new Map(Array.from({ length: 5e4 }, (_, i) => [i, { i }])); for (;;) structuredClone(m);
