// family: loop; expect: time
const util = require("node:util");
const value = { [util.inspect.custom]() { for (;;); } };
util.format("%s %o", value, value);
