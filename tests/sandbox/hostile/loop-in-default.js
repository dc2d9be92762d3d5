// family: loops; expect: time
function f(a = (() => { for (;;); })()) {}
f();
