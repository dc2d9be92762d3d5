// family: regex; expect: time
/^(a+)+$/.test("a".repeat(40) + "b");
