// family: builtins; expect: time|memory|error
for (;;) "ab".repeat(1e7).split("").reverse().join("");
