// family: cloning; expect: ok|error|memory|time
const a = { self: null, map: new Map(), error: new Error("e"), re: /x/g, date: new Date(NaN), view: new DataView(new ArrayBuffer(8)), big: 10n ** 50n, box: Object(Symbol.iterator) };
a.self = a; a.map.set(a.map, a); a.error.cause = a.error; a.set = new Set([a, a.map]);
const buffer = new ArrayBuffer(8, { maxByteLength: 16 });
for (const options of [undefined, {}, { transfer: [] }, { transfer: [buffer, buffer] }, { transfer: [a] }, { transfer: { length: 2 ** 32 } }, { get transfer() { return [buffer]; } }, { transfer: new Proxy([buffer], { get(t, k) { buffer.resize?.(0); return t[k]; } }) }])
  for (const value of [a, a.map, a.error, [a.view], buffer, { get x() { return structuredClone(buffer, { transfer: [buffer] }); }, buffer }])
    try { console.log(typeof structuredClone(value, options)); } catch (e) { console.log(e.name); }
