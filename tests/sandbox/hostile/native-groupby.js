// family: builtins; expect: time
for (;;) Object.groupBy(Array.from({ length: 1e5 }, (_, i) => i), (i) => i % 1000);
