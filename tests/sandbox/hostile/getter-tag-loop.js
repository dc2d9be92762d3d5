// family: getters; expect: time
console.log({ get [Symbol.toStringTag]() { for (;;); } });
