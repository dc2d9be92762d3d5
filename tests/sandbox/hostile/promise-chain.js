// family: promises; expect: time
(async function f() { for (;;) await null; })();
