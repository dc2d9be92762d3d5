// family: regex; expect: time
/\s+$/.test(" ".repeat(400000) + "x");
