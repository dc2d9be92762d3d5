// family: recursion; expect: error
eval("(()=>".repeat(3e4) + "1" + ")".repeat(3e4));
