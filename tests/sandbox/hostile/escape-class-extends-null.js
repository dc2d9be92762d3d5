// family: escapes; expect: ok
class A extends null { constructor() { return Object.create(A.prototype); } } console.log(String(new A() instanceof A)); class B extends (class { constructor() { return new Proxy({}, {}); } }) { #x = 1; static has(o) { return #x in o; } } console.log(B.has(new B()));
