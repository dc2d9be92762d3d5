// family: memory; expect: memory
let o = {}; for (;;) o = Object.create(o, { a: { value: 1 } });
