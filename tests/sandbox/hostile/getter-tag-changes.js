// family: getters; expect: ok
let n = 0; console.log({ get [Symbol.toStringTag]() { return "x".repeat(n += 1e5); } });
