// family: modules; expect: ok
import "./b.js";
console.log("never?");
//// b.js
await import("./main.js");
