// family: eval; expect: time
new Function("for (;;);")();
