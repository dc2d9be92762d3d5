// family: module; expect: ok
const names = ["./pairlab:host.js", "pairlab:node/fs.js", "node:../host.js", "node:fs/../../host.js", "node:__proto__", "node:constructor", "../host.js", "toString"];
(async () => { for (const name of names) { let reached = false; try { await import(name); reached = true; } catch {} try { require(name); reached = true; } catch {} if (reached) throw new Error("reached " + name); } })();
