// family: recursion; expect: error
let C = class {}; for (let i = 0; i < 1e5; i++) { const B = C; C = class extends B {}; } new C();
