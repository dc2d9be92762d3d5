// family: builtins; expect: time
for (;;) "ab".repeat(1e5).split(/(?:)/);
