// family: numbers; expect: error
for (const f of Object.getOwnPropertyNames(Math)) if (typeof Math[f] === "function") for (const x of [NaN, -0, Infinity, -Infinity, 2 ** 53, 5e-324, "x", {}, []]) Math[f](x, x, x); Math.max(...{ [Symbol.iterator]: function* () { for (;;) yield 1; } });
