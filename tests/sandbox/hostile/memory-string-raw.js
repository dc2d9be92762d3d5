// family: memory; expect: memory
const all = []; for (;;) all.push(String.raw({ raw: ["a".repeat(1e5), "b"] }, all.length));
