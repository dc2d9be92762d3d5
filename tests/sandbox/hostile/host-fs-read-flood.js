// family: host; expect: time|memory
const fs = require("fs");
for (let n = 0; ; n++) { fs.readFileSync("big.txt", "utf8"); fs.readdirSync("/", { recursive: true }); fs.existsSync("x".repeat(n % 100_000)); }
//// big.txt
a line that is read again and again
