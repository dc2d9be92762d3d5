// family: getters; expect: output
const o = {}; for (let i = 0; i < 1e5; i++) o[Symbol(`s${i}`)] = i; console.log(o);
