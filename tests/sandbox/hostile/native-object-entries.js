// family: builtins; expect: time
const o = Object.fromEntries(Array.from({ length: 5e4 }, (_, i) => [`k${i}`, i])); for (;;) Object.entries(o);
