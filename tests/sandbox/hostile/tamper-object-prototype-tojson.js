// family: tampering; expect: error
Object.prototype.toJSON = () => { for (;;); }; throw new Error("x");
