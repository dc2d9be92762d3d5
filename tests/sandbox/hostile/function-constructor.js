// family: eval; expect: ok
console.log(typeof Function("return typeof process.binding")());
