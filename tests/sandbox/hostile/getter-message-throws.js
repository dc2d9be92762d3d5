// family: getters; expect: error
throw Object.defineProperty(new Error(), "message", { get() { throw new Error("in the message"); } });
