// family: builtins; expect: time
for (;;) "x".padStart(1e7, "0123456789").length;
