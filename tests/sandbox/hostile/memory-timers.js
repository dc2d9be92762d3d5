// family: memory; expect: memory|time
for (;;) setTimeout(() => {}, 1e6);
