// family: getters; expect: error
console.table([{ a: 1 }], { get length() { for (;;); } });
