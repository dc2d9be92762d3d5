// Proxies are shown as what they wrap, and none of their traps is called for it. The language does not tell a proxy
// from its target, so the constructor that the program gets remembers them.
import { ObjectDefineProperty, ProxyOf, WeakMapOf, weak } from "./intrinsics.js";

const targets = new WeakMapOf();
const { revocable } = ProxyOf;

function wrap(target, handler) {
  const proxy = new ProxyOf(target, handler);
  weak.set(targets, proxy, target);
  return proxy;
}

// A constructor without a prototype, as the language's own.
export const RememberingProxy = new ProxyOf(ProxyOf, {
  __proto__: null,
  construct: (_, args) => wrap(args[0], args[1]),
});

ObjectDefineProperty(ProxyOf, "revocable", {
  __proto__: null,
  value: function revocableProxy(target, handler) {
    const made = revocable(target, handler);
    weak.set(targets, made.proxy, target);
    return made;
  },
  writable: true,
  configurable: true,
});

/** What a proxy wraps; undefined for whatever is no proxy of the program's. */
export const targetOf = (value) => weak.get(targets, value);

export function unproxied(value) {
  let result = value;
  while ((typeof result === "object" && result !== null) || typeof result === "function") {
    const target = targetOf(result);
    if (target === undefined) return result;
    result = target;
  }
  return result;
}
