// family: builtins; expect: time
const o = Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => [`k${i}`, i])); for (;;) Object.assign({}, o);
