// family: getters; expect: ok
Object.defineProperty(RegExp.prototype, "source", { get() { for (;;); } }); console.log(/x/);
