// family: recursion; expect: error
const f = (s) => f(`${s}x`); f("");
