// family: timers; expect: time|memory
// A thousand of each kind, each of which makes another of the next kind.
const kinds = [setTimeout, setInterval, setImmediate, process.nextTick, queueMicrotask, (f) => Promise.resolve().then(f), (f) => require("timers/promises").setTimeout(0).then(f), (f) => { const c = new AbortController(); c.signal.addEventListener("abort", f); c.abort(); }];
const next = (n) => () => kinds[n % kinds.length](next(n + 1), 0);
for (let n = 0; n < 8_000; n++) next(n)();
