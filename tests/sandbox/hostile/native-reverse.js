// family: builtins; expect: time
Array.prototype.reverse.call({ length: 2 ** 53 - 1 });
