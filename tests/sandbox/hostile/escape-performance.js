// family: escapes; expect: ok
for (const k of Reflect.ownKeys(performance)) console.log(String(k)); let last = 0; for (let i = 0; i < 1e5; i++) { const now = performance.now(); if (now < last) throw new Error("back in time"); last = now; } console.log(last < 1e5);
