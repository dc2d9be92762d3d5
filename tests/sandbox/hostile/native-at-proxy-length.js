// family: builtins; expect: time
Array.prototype.findLast.call(new Proxy({}, { get: (_, k) => k === "length" ? 2 ** 50 : undefined }), () => false);
