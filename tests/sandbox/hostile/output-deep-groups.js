// family: output; expect: output
for (let i = 0; i < 1e4; i++) console.group("g" + i);
