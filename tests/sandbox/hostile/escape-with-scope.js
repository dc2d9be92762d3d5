// family: escapes; expect: time
new Function("with (new Proxy({}, { has: (_, k) => k !== 'Symbol', get: (_, k) => { if (k === Symbol.unscopables) return; for (;;); } })) { anything; }")();
