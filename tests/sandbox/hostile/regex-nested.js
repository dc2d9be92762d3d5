// family: regex; expect: time
/^((a|a)*)*b$/.test("a".repeat(64));
