// family: escapes; expect: ok
const m = new Map(); for (let i = 0; i < 1000; i++) m.set({ i }, i); for (const [k] of m) { m.delete(k); m.set({}, 1); if (m.size > 2000 || Math.random() < 0.001) m.clear(); } console.log(m.size);
