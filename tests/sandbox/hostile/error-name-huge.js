// family: getters; expect: error
const e = new Error("y".repeat(1e6)); e.name = "N".repeat(1e6); throw e;
