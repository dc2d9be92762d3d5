// family: modules; expect: error
import { missing } from "./b.js";
//// b.js
export const present = 1;
