// family: escapes; expect: ok
function f(a, b) { arguments.length = 1e9; a = 2; delete arguments[0]; return Array.prototype.slice.call(arguments, 0, 3); } console.log(f(1, 2)); Array.from((function () { arguments.length = 2 ** 32; return arguments; })(1));
