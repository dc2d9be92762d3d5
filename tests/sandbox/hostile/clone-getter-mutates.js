// family: cloning; expect: memory|time|error
const growing = { get a() { growing[Math.random()] = { get b() { growing[Math.random()] = growing; return structuredClone(growing.list); }, list: [1] }; return 1; }, list: [] };
for (let i = 0; ; i++) { growing.list.push(Object.create(growing)); structuredClone(growing); }
