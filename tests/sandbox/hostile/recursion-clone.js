// family: recursion; expect: error
const a = []; let b = a; for (let i = 0; i < 5e4; i++) { const c = [b]; b = c; } structuredClone(b);
