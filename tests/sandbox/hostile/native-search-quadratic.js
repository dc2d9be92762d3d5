// family: builtins; expect: time
const s = "a".repeat(3e5); for (;;) s.indexOf("a".repeat(1.5e5) + "b");
