// family: promises; expect: time|memory|error
await Promise.all({ *[Symbol.iterator]() { for (;;) yield 1; } });
