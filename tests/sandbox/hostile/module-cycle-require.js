// family: modules; expect: ok
const b = require("./b.js"); module.exports = () => b(); console.log(module.exports());
//// b.js
const a = require("./main.js"); module.exports = () => typeof a === "function" ? a() : "loop broken";
