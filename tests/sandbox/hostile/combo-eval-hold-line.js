// family: combinations; expect: ok|error
// The names under which lines are evaluated later.
for (const name of ["__pairlabHold", "__pairlabLine", "__line", "__hold", "__pairlab"]) {
  try { console.log(name, typeof (0, eval)(name)); } catch (e) { console.log(name, e.name); }
  globalThis[name] = function () { return eval(arguments[0]); };
}
function __pairlabLine() { throw new Error("mine"); }
__pairlabLine();
