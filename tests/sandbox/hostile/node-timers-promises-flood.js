// family: promise; expect: time|memory
const { setImmediate } = require("node:timers/promises");
(async () => { for (;;) await setImmediate(); })();
