// family: memory; expect: memory
const all = []; for (;;) all.push("a,b,c,".repeat(1e4).split(","));
