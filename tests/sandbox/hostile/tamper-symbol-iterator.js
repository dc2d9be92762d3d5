// family: tampering; expect: ok|error
Array.prototype[Symbol.iterator] = function* () { for (;;) yield 1; }; console.log(new Map(), [1, 2]);
