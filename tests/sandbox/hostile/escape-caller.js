// family: escapes; expect: ok|error
function f() { return f.caller; }
console.log(f()); setTimeout(function g() { console.log(typeof arguments.callee); }, 1);
