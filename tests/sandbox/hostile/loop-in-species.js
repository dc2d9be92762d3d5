// family: loops; expect: time
class L extends Array { static get [Symbol.species]() { for (;;); } } new L(1, 2).map((x) => x);
