// family: memory; expect: memory
const all = []; function f() { all.push(arguments); } for (;;) f(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
