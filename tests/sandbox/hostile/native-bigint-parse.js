// family: builtins; expect: time
for (;;) BigInt("9".repeat(200000));
