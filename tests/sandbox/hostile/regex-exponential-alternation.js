// family: regex; expect: time
/^(a|a)*$/.test("a".repeat(40) + "!");
