// family: escapes; expect: error
let o = {}; for (let i = 0; i < 1e5; i++) o = { o }; structuredClone(o);
