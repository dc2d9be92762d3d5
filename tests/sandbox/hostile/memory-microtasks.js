// family: memory; expect: memory|time
function f() { Promise.resolve().then(f); Promise.resolve().then(f); }
f();
