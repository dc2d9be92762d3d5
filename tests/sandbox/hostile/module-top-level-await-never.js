// family: modules; expect: ok
import "./b.js";
//// b.js
await new Promise(() => {});
