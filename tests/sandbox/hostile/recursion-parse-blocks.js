// family: recursion; expect: error
eval("{".repeat(5e4) + "}".repeat(5e4));
