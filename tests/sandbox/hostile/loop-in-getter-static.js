// family: loops; expect: time
class A { static get #x() { for (;;); } static y() { return A.#x; } } A.y();
