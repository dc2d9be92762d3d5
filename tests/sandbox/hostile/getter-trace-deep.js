// family: getters; expect: ok
const f = (n) => n > 0 ? f(n - 1) : console.trace("deep"); f(500);
