// family: unicode; expect: ok
const \u0061b = 1; const 𝒳 = 2; console.log(ab, 𝒳);
