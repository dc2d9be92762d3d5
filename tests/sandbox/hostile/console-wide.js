// family: getters; expect: ok|output|time|memory
const o = {}; for (let i = 0; i < 2e5; i++) o["k" + i] = i; console.log(o);
