// family: events; expect: ok|error|time|memory
const { EventEmitter, once, on } = require("events");
const bus = new EventEmitter({ captureRejections: true });
bus.on("error", (e) => { if (bus.listenerCount("x") < 500) { bus.on("x", async () => { throw e; }); bus.emit("x"); } bus.emit("error", { get message() { return bus.emit("error", 1); } }); });
once(bus, "never"); (async () => { for await (const x of on(bus, "x")) bus.emit("error", x); })();
bus.emit("x"); bus.emit("error", new Error("first"));
