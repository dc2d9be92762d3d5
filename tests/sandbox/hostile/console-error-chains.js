// family: console; expect: ok|error|time|output|memory
let e = new AggregateError([], "deep");
for (let n = 0; n < 2_000; n++) e = n % 2 ? new AggregateError([e, e], `level ${n}`) : new Error(`level ${n}`, { cause: e });
console.log(e); console.dir(e, { depth: Infinity }); console.error(require("util").inspect(e, { depth: 30, breakLength: 0, compact: false }));
throw e;
