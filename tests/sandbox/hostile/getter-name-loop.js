// family: getters; expect: time
throw Object.defineProperty(new Error("x"), "name", { get() { for (;;); } });
