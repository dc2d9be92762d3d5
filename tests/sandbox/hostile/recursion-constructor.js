// family: recursion; expect: error
class A { constructor() { new this.constructor(); } }
new A();
