// family: regex; expect: time
/^(a+)+\1b$/.test("a".repeat(45));
