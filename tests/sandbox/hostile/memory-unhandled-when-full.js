// family: memory; expect: memory|error|time
const held = [];
for (;;) try { held.push("x".repeat(100_000) + held.length); Promise.reject(held); (async () => { throw held.length; })(); } catch { Promise.reject(1); held.length -= 3; queueMicrotask(() => { throw held; }); if (held.broken) break; held.broken = true; }
