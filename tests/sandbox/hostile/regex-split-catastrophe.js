// family: regex; expect: time
("a".repeat(45) + "b").split(/(a+)+c/);
