// family: numbers; expect: time
let n = 0; for (const l of [-1, 2 ** 53, 2 ** 32, 1e9]) try { new Uint8Array(l); } catch { n++; } console.log(n); for (;;) new BigUint64Array(1e6).fill(2n ** 63n);
