// family: numbers; expect: memory|time
let n = 0; for (const l of [-1, 1.5, 2 ** 32, NaN, "x", Infinity]) try { new Array(1).length = l; } catch (e) { n += e instanceof RangeError; } console.log(n); new Array(2 ** 32 - 1).fill(0);
