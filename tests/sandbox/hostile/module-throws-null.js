// family: modules; expect: error
import "./b.js";
//// b.js
throw null;
