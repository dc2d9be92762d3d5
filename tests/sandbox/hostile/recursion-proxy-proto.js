// family: recursion; expect: time
const p = new Proxy({}, { getPrototypeOf: () => p }); p instanceof Object;
