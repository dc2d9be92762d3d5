// family: numbers; expect: ok
for (const d of [NaN, -1, Infinity, 2 ** 40, "x", null, {}]) clearTimeout(setTimeout(() => {}, d)); setTimeout(() => console.log("t"), -Infinity);
