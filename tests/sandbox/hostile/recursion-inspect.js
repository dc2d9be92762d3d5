// family: recursion; expect: error
let m = new Map(); for (let i = 0; i < 5e4; i++) m = new Map([[m, m]]); console.dir(m, { depth: null });
