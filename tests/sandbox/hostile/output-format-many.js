// family: output; expect: ok
console.log("%s".repeat(1e5), ...new Array(5e4).fill("x"));
