// family: escapes; expect: ok
for (const f of [() => fetch(), () => fetch(null), () => new fetch("x"), () => fetch.call(undefined, "file:///etc/passwd"), () => fetch("http://localhost:3000", { method: { toString() { throw 1; } } })]) try { await f(); console.log("loaded"); } catch (e) { console.log(e.name); }
