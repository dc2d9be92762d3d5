// family: tampering; expect: ok|error
for (const k of Object.getOwnPropertyNames(Array.prototype)) Array.prototype[k] = () => { throw 1; };
console.log([1, { a: [2] }]);
