// family: tampering; expect: ok
globalThis.Date = class { constructor() { for (;;); } }; setTimeout(() => console.log("timer"), 2); console.time("t"); console.timeEnd("t");
