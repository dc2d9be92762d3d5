// family: modules; expect: time|memory
import { requireFile } from "pairlab:commonjs.js";
for (let n = 0; ; n++)
  try {
    requireFile(`file${n}.js`);
  } catch {}
