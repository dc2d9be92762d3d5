// family: memory; expect: memory
const text = JSON.stringify(new Array(1e4).fill({ a: 1 })); const all = []; for (;;) all.push(JSON.parse(text));
