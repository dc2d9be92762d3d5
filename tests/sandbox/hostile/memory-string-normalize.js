// family: memory; expect: memory
const all = []; for (;;) all.push("\u1e9b\u0323".repeat(1e4).normalize("NFKD") + all.length);
