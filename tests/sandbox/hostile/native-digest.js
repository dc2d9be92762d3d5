// family: builtins; expect: time|memory|error
const { createHash } = require("crypto");
const hash = createHash("sha512");
for (;;) { hash.update(Buffer.alloc(1 << 16)); hash.copy().digest("hex"); }
