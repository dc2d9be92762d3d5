// family: host; expect: cancelled|time|error|ok
// A question asked while a question is being put together.
const nested = { depth: 0, toString() { return ++this.depth > 50 ? "enough" : `${prompt(this)}${confirm(this)}`; } };
prompt(nested);
const rl = require("readline").createInterface({ input: process.stdin });
rl.question(nested, () => rl.question(nested, () => prompt("in the answer")));
rl.on("line", (line) => { rl.close(); rl.prompt(); prompt(line); rl.question("closed?", () => {}); });
