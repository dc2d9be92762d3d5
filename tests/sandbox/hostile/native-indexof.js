// family: builtins; expect: time
new Array(2 ** 32 - 1).indexOf(1);
