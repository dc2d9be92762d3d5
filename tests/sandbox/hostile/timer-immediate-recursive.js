// family: promises; expect: time
const f = () => setImmediate(f); f();
