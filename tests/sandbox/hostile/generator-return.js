// family: proxies; expect: time
function* g() { try { yield; } finally { for (;;); } }
for (const x of g()) break;
