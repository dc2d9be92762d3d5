// family: escapes; expect: ok
const b = new ArrayBuffer(4096, { maxByteLength: 65536 }); const a = new Uint32Array(b); a.sort(() => { b.resize(Math.random() * 4096 & ~3); return Math.random() - 0.5; }); a.fill({ valueOf() { b.resize(0); return 1; } }); console.log(a.length);
