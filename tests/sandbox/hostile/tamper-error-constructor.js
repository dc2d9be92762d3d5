// family: tampering; expect: error
globalThis.Error = globalThis.TypeError = class { constructor() { for (;;); } }; null.x;
