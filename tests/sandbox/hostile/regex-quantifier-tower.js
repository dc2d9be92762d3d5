// family: regex; expect: time
/((((a*)*)*)*)*b/.test("a".repeat(40));
