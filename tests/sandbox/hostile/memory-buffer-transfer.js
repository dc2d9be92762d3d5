// family: memory; expect: memory
let b = new ArrayBuffer(1024); for (;;) b = b.transfer(b.byteLength * 2);
