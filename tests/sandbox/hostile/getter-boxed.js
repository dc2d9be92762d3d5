// family: getters; expect: ok
console.log(Object.assign(new String("x".repeat(1e5)), { a: 1 }), new Number(-0), Object(Symbol("s")), Object(1n));
