// family: modules; expect: error
export * from "./b.js";
import { nothing } from "./b.js";
//// b.js
export * from "./main.js";
