// family: memory; expect: memory
const all = []; for (let i = 1; ; i++) all.push("y".padEnd(1e5, String(i)));
