// family: combinations; expect: error|ok
throw Object.defineProperty(new Error("outer"), "cause", { get() { process.exit(0); } });
