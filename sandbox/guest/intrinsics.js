// The language as it was before the program could change it. Functions take their `this` as the first argument; lists
// have no prototype, so that a setter on Array.prototype never sees them.
const { bind, call, apply } = Function.prototype;
const uncurry = bind.bind(call);
const { defineProperty, getOwnPropertyDescriptor, getPrototypeOf, setPrototypeOf } = Object;
const getter = (object, key) => uncurry(getOwnPropertyDescriptor(object, key).get);
/** A method, or null where the engine lacks it. */
const method = (object, key) => (typeof object[key] === "function" ? uncurry(object[key]) : null);
/** Null instead of an error: the brand checks below throw for whatever is not of their kind. */
const orNull = (fn) => (value) => {
  try {
    return fn(value);
  } catch {
    return null;
  }
};

// The engine compiles a template to a call of this method, by name: the one that has to stay as it is.
defineProperty(String.prototype, "concat", { writable: false, configurable: false });

export const ArrayIsArray = Array.isArray;
export const ObjectCreate = Object.create;
export const ObjectDefineProperty = defineProperty;
export const ObjectGetPrototypeOf = getPrototypeOf;
export const ObjectSetPrototypeOf = setPrototypeOf;
export const ObjectKeys = Object.keys;
export const ObjectPrototype = Object.prototype;
export const ArrayPrototype = Array.prototype;
export const ObjectIs = Object.is;
export const descriptorOf = getOwnPropertyDescriptor;
export const ownKeys = Reflect.ownKeys;
export const ReflectApply = Reflect.apply;
export const ReflectConstruct = Reflect.construct;
/** A function for each trap that a proxy can have. */
export const reflect = { __proto__: null };
for (const name of Reflect.ownKeys(Reflect)) if (typeof name === "string") reflect[name] = Reflect[name];
export const hasOwn = uncurry(Object.prototype.hasOwnProperty);
export const isEnumerable = uncurry(Object.prototype.propertyIsEnumerable);
export const objectToString = uncurry(Object.prototype.toString);
export const functionToString = uncurry(Function.prototype.toString);
export const functionApply = uncurry(apply);
export const isError = Error.isError;
export const errorToString = uncurry(Error.prototype.toString);
export const symbolToString = uncurry(Symbol.prototype.toString);
export const symbolIterator = Symbol.iterator;
export const symbolToPrimitive = Symbol.toPrimitive;
export const symbolToStringTag = Symbol.toStringTag;
export const jsonStringify = JSON.stringify;
export const jsonParse = JSON.parse;
export const StringOf = String;
export const NumberOf = Number;
export const BigIntOf = BigInt;
export const NumberIsNaN = Number.isNaN;
export const toFixed = uncurry(Number.prototype.toFixed);
export const numberToString = uncurry(Number.prototype.toString);
export const parseIntOf = parseInt;
export const parseFloatOf = parseFloat;
export const { floor, round, sqrt, min, max, trunc, abs } = Math;
export const PromiseOf = Promise;
export const symbolAsyncIterator = Symbol.asyncIterator;
export const promiseThen = uncurry(Promise.prototype.then);
const settled = Promise.resolve();
/** Runs `fn` as a microtask; what it throws becomes an unhandled rejection. */
export const queueJob = (fn) => {
  promiseThen(settled, () => {
    fn();
  });
};
export const promiseReject = Promise.reject.bind(Promise);
export const FunctionOf = Function;
export const MapOf = Map;
export const SetOf = Set;
export const WeakMapOf = WeakMap;
export const WeakSetOf = WeakSet;
export const ErrorOf = Error;
export const TypeErrorOf = TypeError;
export const SyntaxErrorOf = SyntaxError;
export const RangeErrorOf = RangeError;
export const ProxyOf = Proxy;
export const Uint16ArrayOf = Uint16Array;
export const DateOf = Date;

export const text = {
  charCodeAt: uncurry(String.prototype.charCodeAt),
  codePointAt: uncurry(String.prototype.codePointAt),
  endsWith: uncurry(String.prototype.endsWith),
  includes: uncurry(String.prototype.includes),
  indexOf: uncurry(String.prototype.indexOf),
  lastIndexOf: uncurry(String.prototype.lastIndexOf),
  padEnd: uncurry(String.prototype.padEnd),
  padStart: uncurry(String.prototype.padStart),
  repeat: uncurry(String.prototype.repeat),
  slice: uncurry(String.prototype.slice),
  startsWith: uncurry(String.prototype.startsWith),
  toLowerCase: uncurry(String.prototype.toLowerCase),
  toWellFormed: uncurry(String.prototype.toWellFormed),
  normalize: uncurry(String.prototype.normalize),
  trim: uncurry(String.prototype.trim),
  trimEnd: uncurry(String.prototype.trimEnd),
  fromCharCode: String.fromCharCode,
};

export const maps = {
  get: uncurry(Map.prototype.get),
  set: uncurry(Map.prototype.set),
  has: uncurry(Map.prototype.has),
  remove: uncurry(Map.prototype.delete),
  each: uncurry(Map.prototype.forEach),
  clear: uncurry(Map.prototype.clear),
  size: orNull(getter(Map.prototype, "size")),
};
export const sets = {
  add: uncurry(Set.prototype.add),
  remove: uncurry(Set.prototype.delete),
  has: uncurry(Set.prototype.has),
  each: uncurry(Set.prototype.forEach),
  size: orNull(getter(Set.prototype, "size")),
};
export const weak = {
  get: uncurry(WeakMap.prototype.get),
  set: uncurry(WeakMap.prototype.set),
  /** False or null: `has` says no, or that this is no WeakMap. */
  mapHas: orNull((map) => weakMapHas(map, {})),
  setHas: orNull((set) => weakSetHas(set, {})),
};
const weakMapHas = uncurry(WeakMap.prototype.has);
const weakSetHas = uncurry(WeakSet.prototype.has);
export const weakRefTarget = uncurry(WeakRef.prototype.deref);

const typedArrayPrototype = getPrototypeOf(Uint8Array.prototype);
export const bytes = {
  /** `Uint8Array` and so on; undefined for everything else. */
  kind: getter(typedArrayPrototype, Symbol.toStringTag),
  length: getter(typedArrayPrototype, "length"),
  byteLength: getter(typedArrayPrototype, "byteLength"),
  byteOffset: getter(typedArrayPrototype, "byteOffset"),
  buffer: getter(typedArrayPrototype, "buffer"),
  bufferLength: orNull(getter(ArrayBuffer.prototype, "byteLength")),
  sharedLength: orNull(getter(SharedArrayBuffer.prototype, "byteLength")),
  viewLength: orNull(getter(DataView.prototype, "byteLength")),
  viewOffset: orNull(getter(DataView.prototype, "byteOffset")),
  viewBuffer: orNull(getter(DataView.prototype, "buffer")),
  view: Uint8Array,
  slice: uncurry(ArrayBuffer.prototype.slice),
};
export const dates = {
  time: orNull(uncurry(Date.prototype.getTime)),
  iso: uncurry(Date.prototype.toISOString),
  text: uncurry(Date.prototype.toString),
  timeText: uncurry(Date.prototype.toTimeString),
};
const exec = uncurry(RegExp.prototype.exec);
export const patterns = {
  source: orNull(getter(RegExp.prototype, "source")),
  /** From where `lastIndex` says, as the pattern's own method. */
  test: (pattern, value) => {
    const found = exec(pattern, value);
    return found !== null;
  },
  flagsOf: (value) => {
    let flags = "";
    for (let at = 0; at < flagGetters.length; at++) if (flagGetters[at].get(value)) flags += flagGetters[at].letter;
    return flags;
  },
};
export const boxes = {
  number: orNull(uncurry(Number.prototype.valueOf)),
  string: orNull(uncurry(String.prototype.valueOf)),
  boolean: orNull(uncurry(Boolean.prototype.valueOf)),
  bigint: orNull(uncurry(BigInt.prototype.valueOf)),
  symbol: orNull(uncurry(Symbol.prototype.valueOf)),
};
export const symbolDescription = getter(Symbol.prototype, "description");
const flagNames = {
  d: "hasIndices",
  g: "global",
  i: "ignoreCase",
  m: "multiline",
  s: "dotAll",
  u: "unicode",
  v: "unicodeSets",
  y: "sticky",
};
const flagGetters = Object.keys(flagNames)
  .filter((letter) => getOwnPropertyDescriptor(RegExp.prototype, flagNames[letter]))
  .map((letter) => ({ __proto__: null, letter, get: getter(RegExp.prototype, flagNames[letter]) }));
const mapIteratorPrototype = getPrototypeOf(new Map().entries());
const setIteratorPrototype = getPrototypeOf(new Set().values());
export const mapEntries = uncurry(Map.prototype.entries);
export const mapIteratorNext = uncurry(mapIteratorPrototype.next);
export const setValues = uncurry(Set.prototype.values);
export const setIteratorNext = uncurry(setIteratorPrototype.next);
export const hasInstance = uncurry(Function.prototype[Symbol.hasInstance]);

/** The language's own prototypes and what they are called, whatever becomes of their `constructor`. */
export const prototypes = new Map();
for (const builtIn of [
  ...[Array, ArrayBuffer, Function, Map, Set, Object, typedArrayPrototype.constructor, RegExp, Date, DataView],
  ...[Error, AggregateError, RangeError, TypeError, SyntaxError, ReferenceError, EvalError, URIError],
  ...[Boolean, Number, String, Promise, WeakMap, WeakSet, Symbol, BigInt],
])
  prototypes.set(builtIn.prototype, builtIn.name);
prototypes.regexp = RegExp.prototype;
prototypes.asyncFunction = getPrototypeOf(async () => {});
prototypes.generatorFunction = getPrototypeOf(function* () {});
prototypes.asyncGeneratorFunction = getPrototypeOf(async function* () {});

export { getter, method, orNull, uncurry };

const join = uncurry(Array.prototype.join);
const sort = uncurry(Array.prototype.sort);

/** A growing list. Never an array of the program's own kind. */
export const list = () => setPrototypeOf([], null);
export const add = (items, value) => {
  items[items.length] = value;
};
export const joined = (items, separator) => join(items, separator);
export const sorted = (items, compare) => sort(items, compare);
export const drop = (items) => {
  items.length--;
};
/** `text` cut at each `separator` of one character. */
export function split(value, separator) {
  const parts = list();
  let from = 0;
  for (let at = text.indexOf(value, separator); at >= 0; at = text.indexOf(value, separator, from)) {
    add(parts, text.slice(value, from, at));
    from = at + separator.length;
  }
  add(parts, text.slice(value, from));
  return parts;
}
