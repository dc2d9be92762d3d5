// family: regex; expect: time|error|memory|ok
/(?<=(a+)+)$/.test("a".repeat(30000));
