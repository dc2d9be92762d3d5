// family: promises; expect: memory|time
await Promise.any((function* () { let n = 0; for (;;) { n++; yield Promise.reject(n); } })());
