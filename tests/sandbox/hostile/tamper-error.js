// family: tampering; expect: error
globalThis.Error = globalThis.TypeError = undefined; null.x;
