// family: tampering; expect: ok
Number.prototype.toString = Number.prototype.valueOf = () => { for (;;); }; console.log(1, [2], { a: 3 }, -0, 1e21);
