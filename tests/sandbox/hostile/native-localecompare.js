// family: builtins; expect: time|memory
const a = "a".repeat(5e6); for (;;) a.localeCompare(a + "b");
