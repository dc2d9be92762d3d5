// family: getters; expect: ok
class M extends Map { entries() { for (;;); } [Symbol.iterator]() { for (;;); } forEach() { for (;;); } get size() { return 1e9; } } console.log(new M([[1, 2]]));
