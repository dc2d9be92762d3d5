// family: recursion; expect: error
const { EventEmitter } = require("node:events");
const emitter = new EventEmitter();
emitter.on("x", () => emitter.emit("x"));
emitter.emit("x");
