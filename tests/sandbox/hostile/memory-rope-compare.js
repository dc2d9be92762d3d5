// family: memory; expect: memory
let a = "x", b = "x"; for (;;) { a += "y".repeat(1e5); b = "y".repeat(1e5) + b; if (a === b + "!") break; }
