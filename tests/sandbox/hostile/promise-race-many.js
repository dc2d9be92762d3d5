// family: promises; expect: time
for (;;) await Promise.race(Array.from({ length: 1000 }, () => Promise.resolve(1)));
