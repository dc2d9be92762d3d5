// family: getters; expect: ok
console.log(Object.defineProperty(function f() {}, "name", { get() { for (;;); } }));
