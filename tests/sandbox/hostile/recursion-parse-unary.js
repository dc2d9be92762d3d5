// family: recursion; expect: error
eval("-".repeat(1e5).replaceAll("-", "- ") + "1");
