// family: tampering; expect: ok
Array.prototype.push = Array.prototype.join = Array.prototype.slice = () => { for (;;); }; console.log([1, [2]], { a: 1 }); console.table([{ a: 1 }]);
