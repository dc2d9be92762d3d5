// family: memory; expect: memory
for (let i = 0; ; i++) console.time(`t${i}`);
