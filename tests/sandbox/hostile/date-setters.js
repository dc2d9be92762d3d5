// family: dates; expect: time
const d = new Date(); for (const m of Object.getOwnPropertyNames(Date.prototype)) if (/^set/.test(m)) for (const x of [NaN, Infinity, 8.64e15, -8.64e15, 1e308, {}, "x"]) d[m](x, x, x, x); console.log(d.getTime()); for (;;) d.setMonth(1e9);
