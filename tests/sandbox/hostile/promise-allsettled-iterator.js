// family: promises; expect: memory|time
await Promise.allSettled({ *[Symbol.iterator]() { for (;;) yield 1; } });
