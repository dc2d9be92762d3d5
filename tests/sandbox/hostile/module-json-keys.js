// family: modules; expect: ok|error
// JSON that becomes a piece of a program.
import a from "./a.json";
console.log(Object.getPrototypeOf(a) === Object.prototype, Object.keys(a), JSON.stringify(a).length, a["\u2028"]);
console.log(require("./b.json"), globalThis.leaked);
//// a.json
{ "__proto__": { "x": 1 }, "constructor": "c", "\u2028": "*/ } globalThis.leaked = 1; /*", "then": null, "a": [{ "__proto__": null }], "__proto__ ": 2, "\\\"__proto__\":": 3 }
//// b.json
"\u0000'); globalThis.leaked = 1; ('"
