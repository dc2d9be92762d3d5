// family: memory; expect: memory
const big = "z".repeat(1e6); const all = []; for (let i = 0; ; i++) all.push(big.slice(i % 1000) + i);
