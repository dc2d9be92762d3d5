// family: output; expect: output
for (;;) console.log("x".repeat(100));
