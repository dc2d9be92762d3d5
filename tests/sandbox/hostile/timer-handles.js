// family: promises; expect: ok|time
const handle = setTimeout(() => {}, 1);
const { constructor } = handle;
for (const given of [undefined, {}, { id: 1 }, null, new Proxy({}, {})]) try { const made = new constructor(given); made.refresh(); made.close(); } catch (error) { console.log(error.name); }
Object.setPrototypeOf(handle, null);
clearTimeout(handle);
clearTimeout({ [Symbol.toPrimitive]: () => { clearTimeout(setTimeout(() => {}, 1)); return "x"; } });
const again = setTimeout(() => again.refresh(), 1);
setTimeout(() => again.close(), 50);
for (let i = 0; i < 20000; i++) setInterval(() => {}, 1e6).unref();
