// family: modules; expect: error
import { b } from "./b.js";
export const a = b + 1;
//// b.js
import { a } from "./main.js";
export const b = a + 1;
