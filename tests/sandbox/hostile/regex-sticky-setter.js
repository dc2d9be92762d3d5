// family: regex; expect: error
const r = /a/g; Object.defineProperty(r, "lastIndex", { value: 0, writable: false }); "aaa".replace(r, "b");
