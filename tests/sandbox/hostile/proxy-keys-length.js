// family: proxies; expect: ok|error
const lengths = [2 ** 29, 2 ** 29 + 1, 2 ** 31, 2 ** 32 - 1, 2 ** 40];
const answers = lengths.flatMap((length) => [{ length }, { length, 0: "a", 1: "b" }, new Proxy([], { get: (t, key) => (key === "length" ? length : key < 1e4 ? `k${key}` : undefined) })]);
const ask = [Object.keys, Reflect.ownKeys, (value) => ({ ...value }), Object.getOwnPropertySymbols, JSON.stringify, structuredClone, Object.freeze, (value) => { for (const key in value) throw key; }];
for (const answer of answers) for (const read of ask) try { read(new Proxy({}, { ownKeys: () => answer })); } catch (error) { console.log(error.name); }
const { proxy } = Proxy.revocable({}, new Proxy({}, { get: (t, trap) => trap === "ownKeys" ? () => ({ length: 2 ** 31 }) : undefined }));
try { Object.keys(proxy); } catch (error) { console.log(error.message); }
