// family: memory; expect: memory
const all = []; for (;;) all.push([1, 2, 3][Symbol.iterator](), new Map([[1, 2]]).entries(), "abc"[Symbol.iterator]());
