// family: getters; expect: error
console.log("%s %d %i %f", Symbol("x"), Symbol("y"), Symbol("z"), { valueOf() { throw 1; }, toString() { throw 2; } });
