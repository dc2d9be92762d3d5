// family: output; expect: time
console.log(new Uint8Array(1e6), new ArrayBuffer(1e6), new Float64Array(1e5));
