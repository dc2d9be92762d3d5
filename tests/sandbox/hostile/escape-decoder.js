// family: escapes; expect: error
for (const label of ["utf-16", "latin1", "x".repeat(1e5), "\0", { toString() { throw 1; } }]) try { new TextDecoder(label, { fatal: true }).decode(new Uint8Array([0xff, 0xfe, 0xc0])); } catch (e) { console.log(typeof e); } new TextDecoder().decode(new Proxy(new Uint8Array(4), {}));
