// family: builtins; expect: time
Array.prototype.slice.call({ length: 2 ** 31 }, 0);
