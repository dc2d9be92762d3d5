// family: escapes; expect: ok
const all = [Intl, ...Object.getOwnPropertyNames(Intl).map((name) => Intl[name])];
const strange = [undefined, null, 1, "x", {}, [], Symbol.iterator, new Proxy({}, {}), globalThis, { kind: "NumberFormat" }, Object.create(Intl.NumberFormat.prototype), { __proto__: null, toString: null }];
for (const owner of all) for (const object of [owner, owner.prototype ?? {}]) for (const key of Reflect.ownKeys(object)) for (const self of strange) for (const given of strange) try {
  const { value, get } = Object.getOwnPropertyDescriptor(object, key);
  const result = (value ?? get).call(self, given, given);
  if (/node|\/usr|process/.test(String(result?.constructor?.constructor))) console.log("out", key);
} catch {}
for (const text of ['en","method":"constructor', '"],"options":{"__proto__":{"style":"percent"}},"x":["', "en\0", "\u0001\u0003", "__proto__"]) for (const f of [() => (0.5).toLocaleString(text), () => new Intl.NumberFormat("en", { style: text }), () => new Intl.DisplayNames("en", { type: "region" }).of(text), () => Intl.supportedValuesOf(text)]) try { console.log(f()); } catch (error) { console.log(error.name); }
console.log(new Intl.DateTimeFormat().resolvedOptions().timeZone, new Intl.DateTimeFormat().resolvedOptions().locale);
