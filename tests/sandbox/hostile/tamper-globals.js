// family: tampering; expect: ok|error
for (const k of Object.getOwnPropertyNames(globalThis)) try { delete globalThis[k]; } catch {}
null.x;
