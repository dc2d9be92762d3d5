// family: output; expect: ok
console.log("\u202e\u2066".repeat(1000) + "<script>alert(1)</script>" + "\u0301".repeat(50000));
