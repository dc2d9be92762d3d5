// family: regex; expect: time
[...("a".repeat(40) + "!").matchAll(/(a*)*c/g)];
