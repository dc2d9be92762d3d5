// family: memory; expect: memory|error|ok|cancelled|time
// Nothing is left when the host has an answer to give.
const held = [];
try { for (;;) held.push(new Array(1000).fill(held.length)); } catch {}
for (;;) try { held.pop(); prompt("?"); (1234.5).toLocaleString("de"); require("fs").readFileSync("main.js"); crypto.randomUUID(); require("crypto").createHash("sha1").update("x").digest("hex"); break; } catch {}
