// family: promises; expect: time
async function f(n) { await 0; if (n > 0) await Promise.all([f(n - 1), f(n - 1)]); } await f(25);
