// family: builtins; expect: time
for (;;) unescape(escape("\u20ac".repeat(1e5)));
