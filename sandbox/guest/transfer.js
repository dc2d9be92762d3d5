// How two instances speak: what the other end says is data, and nothing of it is evaluated here. The same module at both
// ends.
import { setSeen } from "./equals.js";
import { failure, stick } from "./expect.js";
import { host } from "./host.js";
import {
  ArrayIsArray,
  add,
  ErrorOf,
  joined,
  jsonStringify,
  list,
  MapOf,
  maps,
  NumberOf,
  ObjectDefineProperty,
  ObjectGetPrototypeOf,
  ObjectPrototype,
  ownKeys,
  PromiseOf,
  ProxyOf,
  ReflectApply,
  ReflectConstruct,
  StringOf,
  sets,
  TypeErrorOf,
  weak,
} from "./intrinsics.js";
import { setTimeout } from "./timers.js";
import { ARRAYS, encode, encodeFields, guarded, kept, stubOf, stubs } from "./transfer-out.js";

export { guard } from "./transfer-out.js";

const BigIntOf = BigInt;
const DateOf = Date;
const RegExpOf = RegExp;
const SetOf = Set;
const jsonParse = JSON.parse;
const ERRORS = { __proto__: null, Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError };

class Decoder {
  seen = list();

  decode(said) {
    if (typeof said !== "object" || said === null) return said;
    switch (said[0]) {
      case "u":
        return undefined;
      case "n":
        return NumberOf(said[1]);
      case "i":
        return BigIntOf(said[1]);
      case "y":
        return Symbol(said[1]);
      case "b":
        return maps.get(kept, said[1]);
      case "f":
        return stub(said[1], () => functionStub(said[1], said[2], said[3]));
      case "x":
        return stub(said[1], () => objectStub(said[1], said[2]));
      case "p":
        return stub(said[1], () => promiseStub(said[1]));
      case "e":
        return errorFrom(said[1], said[2], said[3]);
      case "c":
        return this.seen[said[1]];
      case "d":
        return new DateOf(this.decode(said[1]));
      case "r":
        return new RegExpOf(said[1], said[2]);
      default:
        return this.container(said);
    }
  }

  container([kind, items, more]) {
    const remember = (made) => {
      add(this.seen, made);
      return made;
    };
    if (kind === "t") {
      const array = remember(new ARRAYS[items](more.length));
      for (let at = 0; at < more.length; at++) array[at] = this.decode(more[at]);
      return array;
    }
    if (kind === "a") {
      const array = remember([]);
      array.length = items.length;
      for (let at = 0; at < items.length; at++) if (items[at]?.[0] !== "h") put(array, at, this.decode(items[at]));
      return array;
    }
    if (kind === "m") {
      const map = remember(new MapOf());
      for (let at = 0; at < items.length; at++) maps.set(map, this.decode(items[at][0]), this.decode(items[at][1]));
      return map;
    }
    if (kind === "s") {
      const set = remember(new SetOf());
      for (let at = 0; at < items.length; at++) sets.add(set, this.decode(items[at]));
      return set;
    }
    if (kind !== "o") throw new ErrorOf("The program answered with something that is no value.");
    const object = remember(more ? { __proto__: null } : {});
    for (let at = 0; at < items.length; at++) put(object, items[at][0], this.decode(items[at][1]));
    return object;
  }
}

// Never by assignment: a setter, or `__proto__`, would see it.
const put = (object, key, value) =>
  ObjectDefineProperty(object, key, { __proto__: null, value, writable: true, enumerable: true, configurable: true });
const decode = (said) => new Decoder().decode(said);

function errorFrom(name, message, className) {
  const error = new (ERRORS[name] ?? ErrorOf)(message);
  if (ERRORS[name] === undefined) put(error, "name", name);
  // What its class is called: the class itself stays where it is.
  ObjectDefineProperty(error, "constructor", { __proto__: null, value: { __proto__: null, name: className } });
  return error;
}

function stub(number, make) {
  const known = maps.get(stubOf, number);
  if (known !== undefined) return known;
  const made = make();
  weak.set(stubs, made, number);
  maps.set(stubOf, number, made);
  return made;
}

function functionStub(number, name, length) {
  const made = function (...args) {
    // What a function is called on matters there only if it is from there.
    const self = weak.get(stubs, this) === undefined ? undefined : this;
    return new.target ? ask("new", number, null, args) : ask("call", number, self, args);
  };
  ObjectDefineProperty(made, "name", { __proto__: null, value: StringOf(name), configurable: true });
  ObjectDefineProperty(made, "length", { __proto__: null, value: NumberOf(length) || 0, configurable: true });
  if (!guarded) return made;
  // Static members live at the other end, and so does the answer to instanceof.
  const proxy = new ProxyOf(made, {
    __proto__: null,
    get: (target, key) => {
      if (key === Symbol.hasInstance) return (value) => ask("is", number, value, []);
      return typeof key === "symbol" || key === "name" || key === "length" || key === "prototype"
        ? target[key]
        : ask("get", number, key, []);
    },
  });
  return proxy;
}

function objectStub(number, className) {
  const shape = {};
  ObjectDefineProperty(shape, Symbol.toStringTag, { __proto__: null, value: StringOf(className) });
  return new ProxyOf(shape, {
    __proto__: null,
    get: (target, key) => (typeof key === "symbol" ? target[key] : ask("get", number, key, [])),
    set: (_, key, value) => {
      ask("set", number, key, [value]);
      return true;
    },
    has: (target, key) => (typeof key === "symbol" ? key in target : ask("has", number, key, [])),
    deleteProperty: (_, key) => {
      ask("delete", number, key, []);
      return true;
    },
  });
}

/** Settled when whoever awaits it is idle: the other end then goes on until it knows. */
function promiseStub(number) {
  return new PromiseOf((resolve, reject) => {
    setTimeout(() => {
      try {
        resolve(ask("settle", number, null, []));
      } catch (error) {
        reject(error);
      }
    }, 0);
  });
}

/** Asks the other end. Arrays and objects that it has changed in place are changed here as well. */
function ask(what, number, about, args) {
  const answer = jsonParse(host.remote(`["${what}",${number},${encode(about)},${encode(args)}]`));
  const changed = answer[2] ?? [];
  for (let at = 0; at < changed.length; at++) {
    const [place, now] = changed[at];
    if (typeof place === "number" && canChange(args[place])) copyBack(args[place], decode(now));
  }
  if (answer[0] === "throw") throw decode(answer[1]);
  return answer[0] === "arg" ? args[answer[1]] : decode(answer[1]);
}

function copyBack(target, source) {
  if (ArrayIsArray(target)) {
    target.length = 0;
    for (let at = 0; at < source.length; at++) put(target, at, source[at]);
    return;
  }
  if (maps.size(target) !== null) {
    maps.clear(target);
    maps.each(source, (value, key) => maps.set(target, key, value));
    return;
  }
  const keys = ownKeys(target);
  for (let at = 0; at < keys.length; at++) delete target[keys[at]];
  const now = ownKeys(source);
  for (let at = 0; at < now.length; at++) put(target, now[at], source[now[at]]);
}

const canChange = (value) =>
  typeof value === "object" &&
  value !== null &&
  weak.get(stubs, value) === undefined &&
  (ArrayIsArray(value) || maps.size(value) !== null || ObjectGetPrototypeOf(value) === ObjectPrototype);

// What the other end asks of this one.

const perform = {
  __proto__: null,
  call: (target, self, args) => ReflectApply(target, self, args),
  new: (target, _, args) => ReflectConstruct(target, args),
  get: (target, key) => target[key],
  set: (target, key, [value]) => {
    target[key] = value;
  },
  has: (target, key) => key in target,
  delete: (target, key) => delete target[key],
  is: (target, value) => value instanceof target,
};

/** `request`: `[what, number, about, args]`. Whatever happens, the answer is one of `["ok", …]` and `["throw", …]`. */
export function serve(request) {
  try {
    const [what, number, about, given] = jsonParse(request);
    const target = maps.get(kept, number);
    if (target === undefined || (guarded && (what !== "call" || typeof target !== "function")))
      throw new TypeErrorOf("That cannot be asked of a test.");
    if (what === "fields") return `["ok",${encodeFields(target)}]`;
    const decoder = new Decoder();
    const self = guarded ? undefined : decoder.decode(about);
    const args = decode(given);
    const before = list();
    for (let at = 0; at < args.length; at++) add(before, canChange(args[at]) ? encode(args[at]) : null);
    const result = perform[what](target, self, args);
    const changed = list();
    for (let at = 0; at < before.length; at++) {
      if (before[at] === null) continue;
      const after = encode(args[at]);
      if (after !== before[at]) add(changed, `[${at},${after}]`);
    }
    for (let at = 0; at < before.length; at++)
      if (before[at] !== null && result === args[at]) return `["arg",${at},[${joined(changed, ",")}]]`;
    return `["ok",${encode(result)},[${joined(changed, ",")}]]`;
  } catch (error) {
    if (!guarded || failure === null || failure.error !== error) return thrown(error);
    // Its words would tell what is expected, and the program could catch it and try again.
    stick();
    return '["throw",["e","Error","The test has failed.","Error"]]';
  }
}

function thrown(error) {
  try {
    return `["throw",${encode(error)}]`;
  } catch {
    return '["throw",["e","Error","a value that cannot be shown"]]';
  }
}

/** The promise with that number, for the host to wait for. */
export const promise = (number) => maps.get(kept, number);
export function settled(number) {
  const value = maps.get(kept, number);
  const state = host.promiseState(value);
  if (state === 1) {
    try {
      return `["ok",${encode(host.promiseResult(value))}]`;
    } catch (error) {
      return thrown(error);
    }
  }
  return state === 2
    ? thrown(host.promiseResult(value))
    : '["throw",["e","Error","The promise is never settled: the program has nothing more to do."]]';
}

/** The values that a file exports: `[[name, value] …]`. */
export function exported(namespace) {
  const parts = list();
  const names = ownKeys(namespace);
  for (let at = 0; at < names.length; at++)
    if (typeof names[at] === "string") add(parts, `[${jsonStringify(names[at])},${encode(namespace[names[at]])}]`);
  return `[${joined(parts, ",")}]`;
}

const files = new MapOf();
export const receive = (path, said) => {
  const exports = { __proto__: null };
  const entries = jsonParse(said);
  for (let at = 0; at < entries.length; at++) exports[entries[at][0]] = decode(entries[at][1]);
  maps.set(files, path, exports);
};
/** For the module that stands in a hidden test for a file of the room. */
export const imported = (path, name) => maps.get(files, path)[name];

// Matchers look at a copy of an instance's fields.
setSeen((value) => {
  const number = typeof value === "object" && value !== null ? weak.get(stubs, value) : undefined;
  if (number === undefined || host.promiseState(value) >= 0) return value;
  return decode(jsonParse(host.remote(`["fields",${number},null,["a",[]]]`))[1]);
});
