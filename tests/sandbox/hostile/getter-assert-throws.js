// family: getters; expect: ok
console.assert({ valueOf() { throw 1; } }, "fine"); console.assert(false, { toString() { throw 2; } });
