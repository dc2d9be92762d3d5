// family: tampering; expect: error
JSON.parse = JSON.stringify = () => { throw new Error("mine"); }; throw new Error("x");
