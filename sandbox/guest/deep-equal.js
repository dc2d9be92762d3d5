// Whether two values have the same structure, as node:assert and util.isDeepStrictEqual ask it.
import {
  ArrayIsArray,
  add,
  boxes,
  bytes,
  dates,
  hasOwn,
  isEnumerable,
  isError,
  list,
  MapOf,
  mapEntries,
  mapIteratorNext,
  maps,
  NumberIsNaN,
  ObjectGetPrototypeOf,
  ObjectIs,
  ownKeys,
  patterns,
  setIteratorNext,
  sets,
  setValues,
} from "./intrinsics.js";

/** `strict`: types and prototypes count too, and `1` is not `"1"`. */
export const deepEqual = (actual, expected, strict) => same(actual, expected, strict, new MapOf());

/** `==`, and NaN is NaN. */
// biome-ignore lint/suspicious/noDoubleEquals: what loose means
export const looselyEqual = (a, b) => a == b || (NumberIsNaN(a) && NumberIsNaN(b));

const isObject = (value) => typeof value === "object" && value !== null;

function same(a, b, strict, seen) {
  if (strict ? ObjectIs(a, b) : looselyEqual(a, b)) return true;
  if (!isObject(a) || !isObject(b)) return false;
  if (strict && ObjectGetPrototypeOf(a) !== ObjectGetPrototypeOf(b)) return false;
  // Circles: what is being compared already counts as the same.
  if (maps.get(seen, a) === b) return true;
  maps.set(seen, a, b);
  const result = ArrayIsArray(a) === ArrayIsArray(b) && sameKind(a, b, strict, seen) && sameKeys(a, b, strict, seen);
  maps.remove(seen, a);
  return result;
}

/** Null for objects that `read` is not for; otherwise whether what it reads is the same. */
function bothAre(read, a, b) {
  const first = read(a);
  const second = read(b);
  if (first === null && second === null) return null;
  return first !== null && second !== null && ObjectIs(first, second);
}

function sameKind(a, b, strict, seen) {
  if (ArrayIsArray(a)) return a.length === b.length;
  if (isError(a) || isError(b))
    return (
      isError(a) && isError(b) && a.name === b.name && a.message === b.message && same(a.cause, b.cause, strict, seen)
    );
  for (let at = 0; at < SIMPLE.length; at++) {
    const answer = bothAre(SIMPLE[at], a, b);
    if (answer !== null) return answer;
  }
  const maps2 = bothAre(maps.size, a, b);
  if (maps2 !== null) return maps2 && sameMaps(a, b, strict, seen);
  const sets2 = bothAre(sets.size, a, b);
  if (sets2 !== null) return sets2 && sameSets(a, b, strict, seen);
  if (bytes.kind(a) !== undefined) return bytes.kind(a) === bytes.kind(b) && bytes.length(a) === bytes.length(b);
  return bytes.kind(b) === undefined && bufferText(a) === bufferText(b);
}

const SIMPLE = [
  dates.time,
  (value) => (patterns.source(value) === null ? null : `/${patterns.source(value)}/${patterns.flagsOf(value)}`),
  boxes.number,
  boxes.string,
  boxes.boolean,
  boxes.bigint,
  boxes.symbol,
];

/** The bytes of an ArrayBuffer as a text; null for anything else. */
function bufferText(value) {
  if (bytes.bufferLength(value) === null) return null;
  const view = new bytes.view(value);
  let result = "";
  for (let at = 0; at < view.length; at++) result += `${view[at]} `;
  return result;
}

function entriesOf(map) {
  const entries = list();
  const iterator = mapEntries(map);
  for (let step = mapIteratorNext(iterator); !step.done; step = mapIteratorNext(iterator)) add(entries, step.value);
  return entries;
}

function itemsOf(set) {
  const items = list();
  const iterator = setValues(set);
  for (let step = setIteratorNext(iterator); !step.done; step = setIteratorNext(iterator)) add(items, step.value);
  return items;
}

function sameMaps(a, b, strict, seen) {
  const rest = entriesOf(b);
  const used = list();
  const entries = entriesOf(a);
  for (let at = 0; at < entries.length; at++) {
    const key = entries[at][0];
    const value = entries[at][1];
    if (maps.has(b, key) && same(value, maps.get(b, key), strict, seen)) continue;
    if (strict && !isObject(key)) return false;
    let found = false;
    for (let other = 0; other < rest.length && !found; other++)
      if (!used[other] && same(key, rest[other][0], strict, seen) && same(value, rest[other][1], strict, seen))
        found = used[other] = true;
    if (!found) return false;
  }
  return true;
}

function sameSets(a, b, strict, seen) {
  const rest = itemsOf(b);
  const used = list();
  const items = itemsOf(a);
  for (let at = 0; at < items.length; at++) {
    if (sets.has(b, items[at])) continue;
    if (strict && !isObject(items[at])) return false;
    let found = false;
    for (let other = 0; other < rest.length && !found; other++)
      if (!used[other] && same(items[at], rest[other], strict, seen)) found = used[other] = true;
    if (!found) return false;
  }
  return true;
}

/** Enumerable keys; symbols count when `strict`. */
function keysOf(value, strict) {
  const all = ownKeys(value);
  const keys = list();
  for (let at = 0; at < all.length; at++)
    if (isEnumerable(value, all[at]) && (strict || typeof all[at] === "string")) add(keys, all[at]);
  return keys;
}

function sameKeys(a, b, strict, seen) {
  const keys = keysOf(a, strict);
  if (keys.length !== keysOf(b, strict).length) return false;
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at];
    if (!hasOwn(b, key) || !isEnumerable(b, key) || !same(a[key], b[key], strict, seen)) return false;
  }
  return true;
}
