// family: tampering; expect: ok|error
Function.prototype.call = Function.prototype.apply = Function.prototype.bind = () => { throw 1; }; console.log({ a: 1 }); setTimeout(() => console.log("t"), 1);
