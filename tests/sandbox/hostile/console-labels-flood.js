// family: console; expect: memory|time|output
for (let n = 0; ; n++) { const label = "l".repeat(2_000) + n; console.time(label); console.countReset({ toString: () => label }); console.timeLog({ toString() { console.time(`${label}inner`); return label; } }); }
