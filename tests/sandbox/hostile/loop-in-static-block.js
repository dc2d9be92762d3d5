// family: loops; expect: time
class A { static { for (;;); } }
