// family: memory; expect: memory|error
const b = new ArrayBuffer(8, { maxByteLength: 2 ** 30 }); b.resize(2 ** 30);
