// family: regex; expect: time
/^(?=(a+)+$)(?!.*b)(a|aa)+$/.test("a".repeat(50) + "c");
