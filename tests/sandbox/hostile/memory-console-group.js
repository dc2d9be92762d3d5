// family: memory; expect: memory|output|time
for (;;) { console.group(); console.count(String(Math.random())); }
