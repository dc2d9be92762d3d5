// family: output; expect: output|time|memory
console.table(Array.from({ length: 1e5 }, (_, i) => ({ i, j: "x".repeat(50) })));
