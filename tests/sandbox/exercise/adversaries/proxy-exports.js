// What is exported is a proxy: revoked, endless, or another thing each time.
const revoked = () => { const { proxy, revoke } = Proxy.revocable(function () {}, {}); revoke(); return proxy; };
let turn = 0;
const shifting = new Proxy(function () {}, {
  get: (_, key) => (key === "then" ? undefined : key === "name" ? "x".repeat(1e6) : key === "length" ? { valueOf: () => turn++ } : shifting),
  apply: () => revoked(), construct: () => revoked(), has: () => turn++ % 2 === 0,
  ownKeys: () => [`k${turn++}`, "prototype"], getOwnPropertyDescriptor: () => ({ value: shifting, enumerable: true, configurable: true }),
  getPrototypeOf: () => (turn++ % 2 ? null : Array.prototype),
});
export const sum = shifting, each = revoked(), later = new Proxy(async () => revoked(), {}), word = shifting;
export default new Proxy(() => new Proxy([4, { six: 6 }], { get: (list, key) => (key === "length" ? 2 ** 32 : list[0]) }), {});
