// family: builtins; expect: time
for (;;) new Date(Math.random() * 1e15).toString() + Date.parse("2024-02-29T12:00:00Z");
