// family: builtins; expect: time
for (;;) new Float64Array(5e5).map(() => Math.random()).sort();
