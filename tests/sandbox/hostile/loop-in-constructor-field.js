// family: loops; expect: time
class A { x = (() => { while (1); })(); } new A();
