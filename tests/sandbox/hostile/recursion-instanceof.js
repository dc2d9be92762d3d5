// family: recursion; expect: error
class A { static [Symbol.hasInstance](x) { return x instanceof A; } }
({}) instanceof A;
