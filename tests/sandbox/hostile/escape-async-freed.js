// family: escapes; expect: ok
for (let i = 0; i < 1e4; i++) (async () => { const a = new Array(100); await new Promise((r) => i % 3 ? r() : 0); a.push(i); throw i; })().catch(() => {}); await 0; console.log("alive");
