// family: builtins; expect: time
for (;;) atob(btoa("x".repeat(3e5)));
