// family: loops; expect: time
const m = new Map([[0, 0]]); m.forEach((_, n) => { m.delete(n); m.set(n + 1, 0); });
