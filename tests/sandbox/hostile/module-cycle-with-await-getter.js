// family: modules; expect: ok|error|time
import * as self from "./main.js";
import * as other from "./other.js";
export let early = 1;
export { other as default };
setTimeout(() => { for (const key of Reflect.ownKeys(self)) try { console.log(String(key), typeof self[key]); } catch (e) { console.log(e.name); } for (;;); }, 1);
await Promise.race([import("./other.js"), new Promise((f) => setTimeout(f, 1))]);
//// other.js
import * as main from "./main.js";
export const then = (resolve) => { console.log(Object.keys(main)); resolve({ then }); };
export default await Promise.resolve(1);
