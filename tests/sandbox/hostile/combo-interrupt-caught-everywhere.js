// family: combinations; expect: time
// Whatever could catch the end of its time tries to.
function* g() { for (;;) try { yield* g2(); } catch { continue; } finally { continue; } }
function* g2() { try { for (;;); } finally { yield 1; } }
const p = new Proxy(function () {}, { apply() { try { for (const x of g()) for (;;); } catch { return p(); } } });
try { p(); } catch { try { p(); } finally { p(); } }
(async () => { for await (const x of (async function* () { try { yield p(); } finally { await p(); } })()) p(); })().catch(p).finally(p);
setInterval(p, 0);
