// family: recursion; expect: error
function F() { return Reflect.construct(F, [], F); } new F();
