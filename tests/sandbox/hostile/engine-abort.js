// family: engine; expect: crashed
const handler = {};
const proxy = new Proxy({}, handler);
// The engine asks for no bytes at all, and takes that for a fault of its own.
handler.ownKeys = () => new Array(2 ** 31);
console.log("before");
Object.keys(proxy);
