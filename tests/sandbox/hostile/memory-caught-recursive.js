// family: memory; expect: memory
const all = []; const f = () => { try { for (;;) all.push(new Array(1000)); } catch { f(); } }; f();
