// family: loops; expect: time
const o = { get x() { for (;;); } }; o.x;
