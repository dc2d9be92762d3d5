// family: getter; expect: ok
const fs = require("fs");
const path = { get href() { return { toString() { for (const key in globalThis) key; return "/etc/passwd"; } }; } };
for (const hostile of [path, new Proxy({}, { get: () => path }), Symbol("x"), null, [], { toString: () => "main.js" }, 1n, NaN])
  try { console.log(fs.readFileSync(hostile)); } catch (error) { String(error); }
