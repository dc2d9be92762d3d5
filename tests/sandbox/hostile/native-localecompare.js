// family: builtins; expect: time
const a = "a".repeat(5e6); for (;;) a.localeCompare(a + "b");
