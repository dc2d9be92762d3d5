// family: tampering; expect: ok|error|time
Object.prototype.then = function (r) { for (;;); };
await 1; console.log("on");
