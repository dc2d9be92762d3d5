// family: tampering; expect: ok
Object.defineProperty(Symbol.prototype, "description", { get() { for (;;); } }); console.log(Symbol("x"), { [Symbol("k")]: 1 });
