// family: tampering; expect: ok
globalThis.Promise = function () { for (;;); }; const f = async () => 1; console.log(await f());
