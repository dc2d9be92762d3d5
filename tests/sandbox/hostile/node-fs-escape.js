// family: escape; expect: ok
const fs = require("node:fs");
for (const path of ["/etc/passwd", "../../etc/passwd", "/proc/self/environ", "file:///etc/passwd", "/dev/null", "pairlab:host.js", "node_modules", "\0/etc/passwd", new URL("file:///etc/passwd"), "//etc/passwd", "/./../etc/passwd"])
  for (const attempt of [() => fs.readFileSync(path, "utf8"), () => fs.readdirSync(path), () => fs.statSync(path)])
    try { console.log("read", String(attempt()).length); } catch {}
console.log(fs.readdirSync("/"));
