// family: loops; expect: ok
const a = [1, 2]; let n = 0; for (const x of a) { a[n++ % 2] = x; if (n > 1) a.push(a.shift()), a.push(x), a.pop(); }
