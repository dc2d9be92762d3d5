// family: promises; expect: time
for (const id of [0, -1, 1e300, null, {}, "x", undefined]) clearTimeout(id); clearTimeout({ valueOf() { for (;;); } });
