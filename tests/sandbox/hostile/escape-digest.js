// family: escapes; expect: ok
const { createHash, createHmac, hash } = require("crypto");
for (const name of ["constructor", "__proto__", "sha256\0", "RSA-SHA256", "shake128", "toString", "", "md5 "]) for (const make of [createHash, (algorithm) => createHmac(algorithm, "k"), (algorithm) => hash(algorithm, "x")]) try { console.log(name, String(make(name))); } catch (error) { console.log(error.message); }
const twisted = new Uint8Array(new ArrayBuffer(64, { maxByteLength: 128 }), 8);
Object.defineProperty(twisted, "length", { value: 1e9 });
Object.defineProperty(twisted, "buffer", { get: () => globalThis });
console.log(createHash("md5").update(twisted).digest("hex"));
class Mine extends createHash("md5").constructor { constructor() { super("../../etc/passwd", { length: 5 }); } }
try { console.log(new Mine().update("x").digest("hex")); } catch (error) { console.log(error.name); }
