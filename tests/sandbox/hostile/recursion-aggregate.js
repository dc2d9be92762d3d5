// family: recursion; expect: error
let e = new Error("0"); for (let i = 0; i < 1e4; i++) e = new AggregateError([e], "a"); throw e;
