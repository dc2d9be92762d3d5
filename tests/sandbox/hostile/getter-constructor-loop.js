// family: getters; expect: ok
console.log(Object.defineProperty({}, "constructor", { get() { for (;;); } }));
