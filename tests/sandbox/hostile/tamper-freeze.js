// family: tampering; expect: ok|error
Object.freeze(Object.prototype); Object.freeze(Array.prototype); Object.preventExtensions(globalThis); console.log({ a: [1] });
