// family: memory; expect: memory
for (let i = 0; ; i++) globalThis[`g${i}`] = new Array(100).fill(i);
