// family: escapes; expect: time
const p = new URLSearchParams("a=1&".repeat(1e5)); p.sort(); for (const [k] of p) p.append(k, "x");
