// family: builtins; expect: time
Array.prototype.copyWithin.call({ length: 2 ** 40, 0: 1 }, 1, 0);
