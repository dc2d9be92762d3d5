// family: recursion; expect: error
const f = (n) => eval(`f(${n + 1})`); f(0);
