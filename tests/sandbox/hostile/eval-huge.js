// family: eval; expect: memory|error|time|ok
eval("1+".repeat(5e6) + "1");
