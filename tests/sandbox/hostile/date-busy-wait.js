// family: dates; expect: time
for (let i = 0; i < 100; i++) { const until = performance.now() + 1000; while (performance.now() < until); }
