// family: builtins; expect: time
(function* () { for (;;) yield 1; })().drop(1e15).next();
