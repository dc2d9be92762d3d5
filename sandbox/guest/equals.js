// Whether two values say the same, as toEqual and toStrictEqual mean it. Reads own properties on captured intrinsics:
// no method of a value is asked, so none can answer for it.
import {
  ArrayIsArray,
  add,
  boxes,
  bytes,
  dates,
  descriptorOf,
  hasOwn,
  isEnumerable,
  isError,
  list,
  mapEntries,
  mapIteratorNext,
  maps,
  ObjectGetPrototypeOf,
  ObjectIs,
  ObjectPrototype,
  ownKeys,
  patterns,
  setIteratorNext,
  sets,
  setValues,
  WeakMapOf,
  weak,
} from "./intrinsics.js";

/** What `expect.any(…)` and its kin made: object → function that says whether a value will do. */
const wildcards = new WeakMapOf();
export const makeWildcard = (object, accepts) => {
  weak.set(wildcards, object, accepts);
  return object;
};

/** How a value that lives elsewhere is seen here. */
let seen = (value) => value;
export const setSeen = (see) => {
  seen = see;
};
export const localOf = (value) => seen(value);

const isObject = (value) => (typeof value === "object" && value !== null) || typeof value === "function";
const FIELDS = ["number", "string", "boolean", "bigint", "symbol"];

/** `strict`: prototypes, holes and properties that are undefined count as well. */
export function equals(actual, expected, strict) {
  return same(seen(actual), expected, strict, list());
}

function same(given, b, strict, way) {
  const a = isObject(given) ? seen(given) : given;
  const accepts = isObject(b) ? weak.get(wildcards, b) : undefined;
  if (accepts !== undefined) return accepts(a);
  if (ObjectIs(a, b)) return true;
  if (!isObject(a) || !isObject(b) || typeof a === "function" || typeof b === "function") return false;
  // Circles: the same pair further up is being compared already.
  for (let at = 0; at < way.length; at++) if (way[at].a === a && way[at].b === b) return true;
  if (strict && ObjectGetPrototypeOf(a) !== ObjectGetPrototypeOf(b)) return false;
  const next = list();
  for (let at = 0; at < way.length; at++) add(next, way[at]);
  add(next, { __proto__: null, a, b });
  return sameKind(a, b, strict, next);
}

function sameKind(a, b, strict, way) {
  if (ArrayIsArray(a) !== ArrayIsArray(b)) return false;
  if (ArrayIsArray(a)) return a.length === b.length && sameProperties(a, b, strict, way);
  if (dates.time(a) !== null || dates.time(b) !== null) return ObjectIs(dates.time(a), dates.time(b));
  const source = patterns.source(a);
  if (source !== null) return source === patterns.source(b) && patterns.flagsOf(a) === patterns.flagsOf(b);
  for (let at = 0; at < FIELDS.length; at++) {
    const value = boxes[FIELDS[at]](a);
    if (value !== null || boxes[FIELDS[at]](b) !== null) return ObjectIs(value, boxes[FIELDS[at]](b));
  }
  if (isError(a) || isError(b)) return isError(a) && isError(b) && a.name === b.name && a.message === b.message;
  if (bytes.kind(a) !== undefined || bytes.kind(b) !== undefined) {
    if (bytes.kind(a) !== bytes.kind(b) || bytes.length(a) !== bytes.length(b)) return false;
    for (let at = 0; at < bytes.length(a); at++) if (!ObjectIs(a[at], b[at])) return false;
    return true;
  }
  if (maps.size(a) !== null || maps.size(b) !== null) return sameMaps(a, b, strict, way);
  if (sets.size(a) !== null || sets.size(b) !== null) return sameSets(a, b, strict, way);
  return sameProperties(a, b, strict, way);
}

function keysOf(value, strict) {
  const keys = list();
  const all = ownKeys(value);
  for (let at = 0; at < all.length; at++) {
    const key = all[at];
    if (isEnumerable(value, key) && (strict || value[key] !== undefined)) add(keys, key);
  }
  return keys;
}

function sameProperties(a, b, strict, way) {
  const keys = keysOf(a, strict);
  if (keys.length !== keysOf(b, strict).length) return false;
  for (let at = 0; at < keys.length; at++)
    if (!hasOwn(b, keys[at]) || !same(a[keys[at]], b[keys[at]], strict, way)) return false;
  return true;
}

function sameMaps(a, b, strict, way) {
  if (maps.size(a) === null || maps.size(a) !== maps.size(b)) return false;
  const entries = mapEntries(a);
  for (let step = mapIteratorNext(entries); !step.done; step = mapIteratorNext(entries)) {
    const key = step.value[0];
    if (maps.has(b, key)) {
      if (!same(step.value[1], maps.get(b, key), strict, way)) return false;
    } else if (!anyEntry(b, (other) => same(key, other[0], strict, way) && same(step.value[1], other[1], strict, way)))
      return false;
  }
  return true;
}

function anyEntry(map, accepts) {
  const entries = mapEntries(map);
  for (let step = mapIteratorNext(entries); !step.done; step = mapIteratorNext(entries))
    if (accepts(step.value)) return true;
  return false;
}

function sameSets(a, b, strict, way) {
  if (sets.size(a) === null || sets.size(a) !== sets.size(b)) return false;
  const values = setValues(a);
  for (let step = setIteratorNext(values); !step.done; step = setIteratorNext(values)) {
    if (sets.has(b, step.value)) continue;
    const others = setValues(b);
    let found = false;
    for (let other = setIteratorNext(others); !found && !other.done; other = setIteratorNext(others))
      found = same(step.value, other.value, strict, way);
    if (!found) return false;
  }
  return true;
}

/** toMatchObject: `actual` has at least what `expected` has. */
export function includes(actual, expected) {
  const a = seen(actual);
  if (!isObject(expected) || weak.get(wildcards, expected) !== undefined || !isObject(a)) return equals(a, expected);
  if (ArrayIsArray(expected)) {
    if (!ArrayIsArray(a) || a.length !== expected.length) return false;
  } else if (ObjectGetPrototypeOf(expected) !== ObjectPrototype) return equals(a, expected);
  const keys = ownKeys(expected);
  for (let at = 0; at < keys.length; at++) {
    const descriptor = descriptorOf(expected, keys[at]);
    if (descriptor.enumerable && !includes(a[keys[at]], expected[keys[at]])) return false;
  }
  return true;
}
