// family: tamper; expect: ok
globalThis.process = { exit() { throw new Error("mine"); }, stdout: null };
globalThis.crypto = null; globalThis.performance = null; globalThis.Buffer = null;
const real = require("node:process");
real.stdout.write("still\n");
console.log(require("node:crypto").randomUUID().length, require("node:perf_hooks").performance.now() >= 0, require("fs").readFileSync("main.js").length > 0);
