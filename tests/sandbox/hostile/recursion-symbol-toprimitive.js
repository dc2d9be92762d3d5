// family: recursion; expect: error
const o = { [Symbol.toPrimitive]() { return `${o}`; } }; `${o}`;
