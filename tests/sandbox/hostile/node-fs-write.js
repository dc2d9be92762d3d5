// family: escape; expect: error
require("node:fs").writeFileSync("/tmp/sandbox-was-here", "x");
