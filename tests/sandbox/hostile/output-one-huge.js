// family: output; expect: output|memory|error
console.log("x".repeat(3e7));
