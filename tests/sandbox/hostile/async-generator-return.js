// family: promises; expect: ok
async function* g() { try { yield 1; } finally { await new Promise(() => {}); } } for await (const x of g()) break;
