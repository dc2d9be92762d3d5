// family: modules; expect: time
for (const s of [null, 5, {}, "", "fs", "child_process", "./../../x", "pairlab:host.js", { toString() { for (;;); } }]) try { require(s); console.log("loaded", String(s)); } catch (e) { console.log(e.name); }
