// family: modules; expect: time
import "./b.js";
//// b.js
for (;;);
