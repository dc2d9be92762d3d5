// family: modules; expect: error
import "./b.ts";
//// b.ts
enum { x: =
