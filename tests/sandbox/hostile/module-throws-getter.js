// family: modules; expect: error
import("./b.js").catch((e) => { throw e; });
//// b.js
throw { get message() { for (;;); }, get stack() { for (;;); } };
