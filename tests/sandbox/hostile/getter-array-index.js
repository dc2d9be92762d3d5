// family: getters; expect: ok
const a = [1]; Object.defineProperty(a, 0, { get() { for (;;); }, enumerable: true }); console.log(a);
