// family: tampering; expect: ok
Object.defineProperty(Array.prototype, 0, { set() { for (;;); } }); console.log("x", { a: 1 }); console.error(new Error("y"));
