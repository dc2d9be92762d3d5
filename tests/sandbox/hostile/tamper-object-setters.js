// family: tampering; expect: ok|error
for (const k of ["get", "set", "value", "enumerable", "type", "name", "0", "length", "then"]) Object.defineProperty(Object.prototype, k, { get() { throw 1; }, set() { throw 2; }, configurable: true });
console.log("x"); throw new Error("end");
