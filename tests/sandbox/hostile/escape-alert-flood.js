// family: escapes; expect: output
for (;;) alert("x".repeat(1000));
