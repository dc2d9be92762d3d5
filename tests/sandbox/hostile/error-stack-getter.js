// family: getters; expect: error
const e = new Error("x"); Object.defineProperty(e, "stack", { get() { throw e; } }); throw e;
