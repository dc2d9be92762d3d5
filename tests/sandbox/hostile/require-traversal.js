// family: modules; expect: error
require("../../../etc/passwd");
