// family: builtins; expect: time
for (;;) "a".repeat(1e5).replaceAll("a", "bb").replaceAll("bb", "a");
