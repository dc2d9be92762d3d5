// family: getters; expect: ok|error
console.log({ get [Symbol.toStringTag]() { throw 1; } });
