// family: escapes; expect: ok
function* g() { const a = new Array(1000).fill({}); try { yield a; } finally { kept = a; } } let kept; for (let i = 0; i < 1e4; i++) { const it = g(); it.next(); if (i % 2) it.return(); } console.log(kept.length);
