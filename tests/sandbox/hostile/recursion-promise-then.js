// family: recursion; expect: memory|time
const f = () => Promise.resolve().then(f).then(f); await f();
