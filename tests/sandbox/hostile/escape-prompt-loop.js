// family: escapes; expect: cancelled
for (;;) prompt("x".repeat(1e6));
