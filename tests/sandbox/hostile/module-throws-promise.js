// family: modules; expect: error
import "./b.js";
//// b.js
await Promise.reject(new Promise(() => {}));
