// family: getters; expect: ok
const a = new Uint8Array(3); Object.defineProperty(a, "length", { value: 2 ** 50 }); console.log(a);
