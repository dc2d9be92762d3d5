// family: getters; expect: time
const e = new Error("x"); Object.defineProperty(e, "stack", { get() { for (;;); } }); console.log(e);
