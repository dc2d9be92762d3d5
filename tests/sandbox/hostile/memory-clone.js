// family: memory; expect: time|memory
let o = { a: [1, 2, 3] }; for (;;) o = { x: structuredClone(o), y: structuredClone(o) };
