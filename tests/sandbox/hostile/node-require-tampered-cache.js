// family: tamper; expect: ok
Object.prototype.default = "forged"; Object.prototype.exports = {}; Object.prototype.module = {};
Object.defineProperty(Object.prototype, "then", { get() { return undefined; }, configurable: true });
const path = require("node:path");
if (path.join("a", "b") !== "a/b") throw new Error("forged");
