// family: microtask; expect: time|memory
const { EventEmitter, once } = require("node:events");
const emitter = new EventEmitter();
(async () => { for (;;) { const next = once(emitter, "x"); emitter.emit("x"); await next; } })();
