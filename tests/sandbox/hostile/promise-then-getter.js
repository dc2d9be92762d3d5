// family: promises; expect: time
await { get then() { for (;;); } };
