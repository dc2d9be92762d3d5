// family: tampering; expect: time
Error.prototype.toString = () => { for (;;); }; Error.prototype.name = 5; Object.defineProperty(Error.prototype, "message", { get() { for (;;); } }); console.log(new Error()); throw new Error("own message");
