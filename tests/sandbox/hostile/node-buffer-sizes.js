// family: memory; expect: ok
for (const size of [-1, NaN, 1e12, Infinity, "5", {}, 2 ** 32]) try { Buffer.alloc(size); } catch {}
for (const value of [{ length: 1e12 }, { length: -1 }, { get length() { return 1e9; } }, null, undefined, 5]) try { Buffer.from(value); } catch {}
try { Buffer.concat([{ length: 1e11 }]); } catch {}
