// family: modules; expect: time
console.log(typeof this, typeof module, typeof exports, typeof arguments); module.exports = new Proxy({}, { get() { for (;;); } }); exports.x = 1; require("./main.js").y;
