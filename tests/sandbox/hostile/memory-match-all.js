// family: memory; expect: memory
const all = []; for (;;) all.push([..."aXbX".repeat(2000).matchAll(/[ab](X)/g)]);
