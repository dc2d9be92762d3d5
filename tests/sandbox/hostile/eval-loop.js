// family: eval; expect: time
eval("for (;;);");
