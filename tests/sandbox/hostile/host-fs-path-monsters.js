// family: host; expect: ok|error|memory|time
const fs = require("fs"), path = require("path");
for (const p of ["/".repeat(2e6), "../".repeat(7e5), "a/".repeat(1e6) + "..", "\ud800/\udc00", new URL("file:///%00"), Buffer.alloc(3e6, "/."), { href: "file:///" + "%2e%2e/".repeat(1e5) }, { href: "" }, { get href() { return "x"; } }])
  for (const f of [(x) => fs.readFileSync(x), (x) => fs.statSync(x), (x) => fs.readdirSync(x), (x) => path.resolve(`${x}`).length, (x) => path.relative("/a/b/c", `${x}`).length, (x) => path.normalize(`${x}`).length])
    try { console.log(String(f(p)).length); } catch (e) { console.log(e.code ?? e.name); }
