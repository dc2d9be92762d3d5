// Proxies are shown as what they wrap, and none of their traps is called for it. The language does not tell a proxy
// from its target, so the constructor that the program gets remembers them.
import {
  add,
  list,
  ObjectDefineProperty,
  ownKeys,
  ProxyOf,
  ReflectApply,
  reflect,
  StringOf,
  TypeErrorOf,
  WeakMapOf,
  weak,
} from "./intrinsics.js";

const targets = new WeakMapOf();
const { revocable } = ProxyOf;

/**
 * The engine takes room for as many keys as the `length` says that an `ownKeys` trap's answer has, and multiplies
 * without a look: from 2 ** 29 on it writes past that room. So it gets a copy that is as long as there are keys.
 */
function keysFrom(trap, handler, target) {
  const given = ReflectApply(trap, handler, [target]);
  if (!isObject(given)) throw new TypeErrorOf("CreateListFromArrayLike called on non-object");
  const keys = list();
  const { length } = given;
  for (let at = 0; at < length; at++) {
    const key = given[at];
    if (typeof key !== "string" && typeof key !== "symbol")
      throw new TypeErrorOf(`${StringOf(key)} is not a valid property name`);
    add(keys, key);
  }
  return keys;
}

const TRAPS = ownKeys(reflect);

/** What the engine gets instead of a handler with such a trap: whatever else it asks goes on to the program's own. */
function guarded(handler) {
  const traps = { __proto__: null };
  for (let at = 0; at < TRAPS.length; at++) {
    const name = TRAPS[at];
    traps[name] = (...args) => {
      const trap = handler[name];
      if (trap === undefined || trap === null) return ReflectApply(reflect[name], undefined, args);
      return name === "ownKeys" ? keysFrom(trap, handler, args[0]) : ReflectApply(trap, handler, args);
    };
  }
  return traps;
}

const isObject = (value) => (typeof value === "object" && value !== null) || typeof value === "function";
/** A handler that is a proxy may answer anything. */
const safe = (handler) =>
  isObject(handler) && (targetOf(handler) !== undefined || "ownKeys" in handler) ? guarded(handler) : handler;

function wrap(target, handler) {
  const proxy = new ProxyOf(target, safe(handler));
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
    const made = revocable(target, safe(handler));
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
  while (isObject(result)) {
    const target = targetOf(result);
    if (target === undefined) return result;
    result = target;
  }
  return result;
}
