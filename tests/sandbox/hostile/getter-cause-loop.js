// family: getters; expect: time
throw Object.defineProperty(new Error("x"), "cause", { get() { for (;;); } });
