// family: builtins; expect: time
for (;;) new RegExp("(?:" + "a?".repeat(5000) + ")" + "a".repeat(5000));
