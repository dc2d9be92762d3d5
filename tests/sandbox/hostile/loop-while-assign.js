// family: loops; expect: time
let x; while ((x = { n: 1 })) x.n++;
