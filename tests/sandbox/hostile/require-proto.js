// family: modules; expect: error
require("__proto__");
