// family: modules; expect: error
import { x } from "./c.js"; console.log(x);
//// a.js
export const x = 1;
//// b.js
export const x = 2;
//// c.js
export * from "./a.js"; export * from "./b.js";
