// family: loops; expect: time
for (let i = 0; i !== 1; i += 0.1);
