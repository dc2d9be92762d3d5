// family: builtins; expect: time
Array.prototype.unshift.call({ length: 2 ** 50 }, 1);
