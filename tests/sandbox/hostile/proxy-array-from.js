// family: proxies; expect: error
Array.from(new Proxy({}, { get: (_, k) => k === "length" ? 2 ** 53 : undefined }));
