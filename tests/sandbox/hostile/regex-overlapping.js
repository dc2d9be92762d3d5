// family: regex; expect: time
/^(\w+\s?)*$/.test("word ".repeat(30) + "!");
