// family: getters; expect: ok
console.log({ get a() { throw new Error("no"); } }, Object.create({ get b() { throw 1; } }));
