// family: builtins; expect: memory|time
(function* () { for (;;) yield 1; })().toArray();
