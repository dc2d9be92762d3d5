// family: tampering; expect: error
for (const name of Reflect.ownKeys(globalThis)) try { delete globalThis[name]; } catch {} throw "thrown";
