// family: memory; expect: memory
const r = new FinalizationRegistry(() => {}); const all = []; for (;;) { const o = {}; all.push(o); r.register(o, o.x, o); }
