// family: eval; expect: error|time|memory
(function f() { eval("f()"); })();
