// family: memory; expect: error|memory|time
require("node:assert").deepStrictEqual(Array.from({ length: 300000 }, (_, i) => i), Array.from({ length: 300000 }, (_, i) => -i));
