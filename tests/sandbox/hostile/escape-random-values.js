// family: escapes; expect: error|ok
crypto.getRandomValues({ buffer: new ArrayBuffer(1e6), byteOffset: 0, byteLength: 1e6 });
