// family: promises; expect: time
(function f() { queueMicrotask(f); })();
