// family: promises; expect: time
const f = () => queueMicrotask(() => { f(); f(); }); f();
