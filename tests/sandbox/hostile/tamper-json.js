// family: tampering; expect: error
JSON.stringify = JSON.parse = () => { for (;;); }; throw new Error("x");
