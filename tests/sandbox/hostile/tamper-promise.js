// family: tampering; expect: ok|error|time
Promise.prototype.then = () => { throw 1; }; Promise.resolve = 1; await 0; console.log(1);
