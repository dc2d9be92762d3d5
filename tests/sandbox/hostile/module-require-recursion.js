// family: modules; expect: error
function load() { delete require.cache; return require("./b.js").again(load); } load();
//// b.js
exports.again = (f) => f();
