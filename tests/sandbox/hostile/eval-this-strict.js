// family: eval; expect: ok
console.log(typeof Function("'use strict'; return this")(), typeof (0, eval)("this"));
