// family: promises; expect: time
let n = 0; const t = setInterval(() => { if (n++ > 100) clearInterval(t); }, 0); setInterval(() => { for (;;); }, 1);
