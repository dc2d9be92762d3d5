// family: tampering; expect: error
console.log = console.error = () => { for (;;); }; throw new Error("shown all the same");
