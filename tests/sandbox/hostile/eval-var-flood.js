// family: eval; expect: time
for (let i = 0; ; i++) eval(`var v${i} = ${i}`);
