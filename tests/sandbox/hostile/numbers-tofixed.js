// family: numbers; expect: time
for (let i = 0; ; i++) (1 / 3 + i).toFixed(100) + (1e300 / 3).toPrecision(100) + (5e-324).toExponential(100);
