// family: promises; expect: ok
for (const d of [-1, NaN, Infinity, 2 ** 31, "x", null]) setTimeout(() => console.log(String(d)), d);
