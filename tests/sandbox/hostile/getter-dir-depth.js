// family: getters; expect: time
let o = {}; for (let i = 0; i < 2000; i++) o = { a: o, b: o }; console.dir(o, { depth: 40 });
