// family: recursion; expect: error
let e = new Error("0"); for (let i = 0; i < 1e4; i++) e = new Error(`${i}`, { cause: e }); throw e;
