// family: escapes; expect: ok|error
console.log(typeof console.log.constructor("return this")().process.mainModule);
