// family: memory; expect: time|memory
const all = []; for (let i = 0; ; i++) { const o = {}; Object.defineProperty(o, `p${i}`, { get: () => i, set() {} }); all.push(o); }
