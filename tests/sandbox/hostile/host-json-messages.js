// family: host; expect: ok
for (const text of ["\0", "\u0001\u0003", "\ud800", "\ufeff1", "{\"a\":\ud800}", "[1,]", "nul", "\u0001\u0002\u0001", "x".repeat(16_385), "[".repeat(20_000), "\"" + "\\u0000".repeat(2_000), "1e999999", "-", "{\"__proto__\":1,}"])
  try { console.log(JSON.parse(text)); } catch (e) { console.log(e.name, e.message.slice(0, 80)); }
