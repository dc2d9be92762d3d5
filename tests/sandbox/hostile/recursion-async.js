// family: recursion; expect: error
async function f() { return await f(); } await f();
