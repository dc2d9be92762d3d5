// family: loops; expect: time
class R extends RegExp { exec() { for (;;); } } "x".replace(new R("x", "g"), "y");
