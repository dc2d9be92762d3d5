// family: console; expect: ok|error|time
// A console of one's own, whose stream prints with it.
const { Console } = require("console");
let n = 0;
const stream = { write(text) { if (++n < 3_000) own.group(text); throw { get name() { return own.log(n); } }; } };
const own = new Console({ stdout: stream, stderr: stream, ignoreErrors: true });
for (const f of ["log", "table", "dir", "trace", "timeLog", "count", "assert"]) try { own[f](stream); } catch (e) { console.log(f, typeof e); }
