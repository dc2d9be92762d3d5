// family: host; expect: ok|error|time
// Things that look like promises, where the host asks what state one is in.
const fakes = [Object.create(Promise.prototype), new Proxy(Promise.resolve(1), {}), new (class extends Promise {})(() => {}), Promise.prototype, { then: null }, Object.setPrototypeOf(Promise.reject(1), null), new Proxy(Promise.reject(2), { get() { throw 1; } })];
for (const fake of fakes) try { console.log(fake); } catch (e) { console.log(typeof e); }
for (const fake of fakes) queueMicrotask(async () => { try { await fake; } catch (e) { console.log("caught", typeof e); } });
