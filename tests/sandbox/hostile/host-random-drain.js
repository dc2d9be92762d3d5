// family: host; expect: time|error|memory
const { randomBytes, randomInt, randomUUID } = require("crypto");
for (;;) { crypto.getRandomValues(new Uint32Array(16_384)); randomBytes(65_536); randomInt(2 ** 47); randomUUID(); }
