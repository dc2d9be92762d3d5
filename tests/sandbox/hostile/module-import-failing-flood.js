// family: modules; expect: time|memory
// Each import fails, and whatever is remembered of a failure outside the program's memory adds up there.
for (let n = 0; ; n++) await import(`./nothing${n}`).catch(() => {});
