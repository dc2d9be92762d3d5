// family: modules; expect: time|memory
const name = "x".repeat(100_000);
for (let n = 0; ; n++) await import(`./${n}${name}`).catch(() => {});
