// family: recursion; expect: error
eval("if(0);else ".repeat(5e4) + ";");
