// family: getters; expect: error
console.time(Symbol("x"));
