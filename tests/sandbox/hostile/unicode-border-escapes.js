// family: unicode; expect: output
console.log("\u0001\u0002\u0001\u0003\u0001\u0004"); console.log("\ufeff\ufeff"); console.log("\u0001".repeat(1e4)); for (;;) console.log("\u0001\0\ufeff");
