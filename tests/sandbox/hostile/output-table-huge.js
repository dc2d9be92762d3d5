// family: output; expect: time
console.table(Array.from({ length: 3000 }, (_, i) => Object.fromEntries(Array.from({ length: 30 }, (_, j) => [`c${j}`, i * j]))));
