// family: promises; expect: error
Promise.reject(new Proxy(new Error("x"), { get() { for (;;); } }));
