// family: modules; expect: error
import "./m0.js";
//// m0.js
import { x } from "./m1.js"; export const y = x; 
//// m1.js
import { x } from "./m2.js"; export { x };
//// m2.js
import { y } from "./m0.js"; export const x = y;
