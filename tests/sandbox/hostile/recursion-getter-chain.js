// family: recursion; expect: error
let o = {}; for (let i = 0; i < 1e5; i++) { const p = o; o = { get x() { return p.x; } }; } o.x;
