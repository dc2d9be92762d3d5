// family: memory; expect: memory|error
new ArrayBuffer(2 ** 31 - 1);
