// family: modules; expect: time
import "./b.ts";
//// b.ts
type A<T> = T extends [infer H, ...infer R] ? A<R> : never; enum E { a = 1 << 30, b = a << 1, c = "x".length } for (;;) E.a;
