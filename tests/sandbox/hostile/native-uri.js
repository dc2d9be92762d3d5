// family: builtins; expect: time
for (;;) decodeURIComponent(encodeURIComponent("\u20ac".repeat(1e5)));
