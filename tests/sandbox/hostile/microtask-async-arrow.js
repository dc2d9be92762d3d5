// family: promises; expect: memory|time
const f = async () => { await 0; return f(); }; await f();
