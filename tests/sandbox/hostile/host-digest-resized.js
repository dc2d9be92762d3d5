// family: host; expect: ok|error|time|memory
// The bytes go away, grow and are other ones while they are being hashed.
const buffer = new ArrayBuffer(1024, { maxByteLength: 1 << 20 });
const odd = new Proxy(new Uint8Array(buffer), { get(t, k) { buffer.resize(Math.random() * (1 << 20)); return Reflect.get(t, k); } });
const { createHash, createHmac } = require("crypto");
for (const data of [new Uint8Array(buffer), new DataView(buffer), buffer, odd, { length: 5, 0: 1 }, new Float64Array(buffer)])
  for (const f of [() => createHash("md5").update(data).update(data).digest(), () => createHmac("sha512", data).update(data).digest("latin1"), () => crypto.subtle.digest("SHA-1", data), () => createHash("sha1").copy().digest({ toString() { buffer.resize(0); return "hex"; } })])
    try { buffer.resize(1024); console.log(typeof f()); } catch (e) { console.log(e.name); }
