// Values on their way to the other instance of a hidden test: texts of JSON. What cannot be copied stays where it is
// and is named by a number.
import { host } from "./host.js";
import {
  ArrayIsArray,
  add,
  bytes,
  dates,
  descriptorOf,
  ErrorOf,
  hasOwn,
  isError,
  joined,
  jsonStringify,
  list,
  MapOf,
  mapEntries,
  mapIteratorNext,
  maps,
  NumberOf,
  ObjectGetPrototypeOf,
  ObjectIs,
  ObjectPrototype,
  ownKeys,
  patterns,
  promiseThen,
  StringOf,
  setIteratorNext,
  sets,
  setValues,
  symbolDescription,
  TypeErrorOf,
  text,
  WeakMapOf,
  weak,
} from "./intrinsics.js";

const MOST_TEXT = 262144;
const MOST_KEPT = 10000;
const MOST_DEPTH = 60;
const MOST_ITEMS = 20000;
export const ARRAYS = {
  __proto__: null,
  ...{ Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array },
  ...{ Float32Array, Float64Array },
};

/** What stays here and is known at the other end by its number; and the other way round. */
export const kept = new MapOf();
const numbers = new WeakMapOf();
let lastNumber = 0;
/** Stubs for what stays at the other end: stub → number, and number → stub. */
export const stubs = new WeakMapOf();
export const stubOf = new MapOf();

/**
 * This is the end with the hidden test. The other one may call the functions that the test has handed to it, and
 * nothing else: a property of one of them would lead to its text and to everything here.
 */
export let guarded = false;
export const guard = () => {
  guarded = true;
};
const PLAIN_ONLY = "A hidden test can hand plain values and functions to the program, and the program's own objects.";

function keep(value) {
  const known = weak.get(numbers, value);
  if (known !== undefined) return known;
  if (lastNumber >= MOST_KEPT) throw new ErrorOf("The test and the program have exchanged too many values.");
  weak.set(numbers, value, ++lastNumber);
  maps.set(kept, lastNumber, value);
  return lastNumber;
}

// Out

/** Of objects with methods, getters or a class of their own, a copy would not be the same thing. */
function staysHere(value) {
  const prototype = ObjectGetPrototypeOf(value);
  if (prototype !== null && prototype !== ObjectPrototype) return true;
  const keys = ownKeys(value);
  for (let at = 0; at < keys.length; at++) {
    const descriptor = descriptorOf(value, keys[at]);
    if (!hasOwn(descriptor, "value") || typeof descriptor.value === "function") return true;
  }
  return false;
}

const classOf = (value) => {
  const maker = value.constructor;
  const name = typeof maker === "function" ? maker.name : "";
  return typeof name === "string" ? text.slice(name, 0, 100) : "";
};
const capped = (value) => jsonStringify(text.slice(StringOf(value), 0, 4000));

class Encoder {
  size = 0;
  items = 0;
  /** Containers of this text, in their order: one that comes again is named by its place. */
  seen = new MapOf();

  encode(value, depth = 0) {
    if (++this.items > MOST_ITEMS || depth > MOST_DEPTH) throw new ErrorOf("A value is too large to be tested.");
    const encoded = this.one(value, depth);
    if (encoded.length > MOST_TEXT) throw new ErrorOf("A value is too large to be tested.");
    return encoded;
  }

  one(value, depth) {
    switch (typeof value) {
      case "undefined":
        return '["u"]';
      case "boolean":
        return value ? "true" : "false";
      case "string":
        return jsonStringify(value);
      case "number":
        return value - value === 0 && !ObjectIs(value, -0)
          ? `${value}`
          : `["n","${ObjectIs(value, -0) ? "-0" : value}"]`;
      case "bigint":
        return `["i","${value}"]`;
      case "symbol":
        return `["y",${capped(symbolDescription(value) ?? "")}]`;
      default:
        return value === null ? "null" : this.reference(value, depth);
    }
  }

  reference(value, depth) {
    const theirs = weak.get(stubs, value);
    if (theirs !== undefined) return `["b",${theirs}]`;
    if (typeof value === "function")
      return `["f",${keep(value)},${capped(nameOf(value))},${NumberOf(value.length) || 0}]`;
    const place = maps.get(this.seen, value);
    if (place !== undefined) return `["c",${place}]`;
    if (host.promiseState(value) >= 0) return this.promise(value);
    if (isError(value)) return `["e",${capped(value.name)},${capped(value.message)},${capped(classOf(value))}]`;
    const time = dates.time(value);
    if (time !== null) return `["d",${this.one(time, depth)}]`;
    const source = patterns.source(value);
    if (source !== null) return `["r",${jsonStringify(source)},"${patterns.flagsOf(value)}"]`;
    const kind = bytes.kind(value);
    const copied =
      ArrayIsArray(value) ||
      maps.size(value) !== null ||
      sets.size(value) !== null ||
      kind in ARRAYS ||
      !staysHere(value);
    if (!copied && guarded) throw new TypeErrorOf(PLAIN_ONLY);
    if (!copied) return `["x",${keep(value)},${capped(classOf(value))}]`;
    maps.set(this.seen, value, maps.size(this.seen));
    return this.container(value, kind, depth + 1);
  }

  promise(value) {
    if (guarded) throw new TypeErrorOf(PLAIN_ONLY);
    // Handled here, whoever awaits it there: its rejection is not the program's end.
    promiseThen(
      value,
      () => {},
      () => {},
    );
    return `["p",${keep(value)}]`;
  }

  container(value, kind, depth) {
    const parts = list();
    if (kind !== undefined) {
      for (let at = 0; at < bytes.length(value); at++) add(parts, this.encode(value[at], depth));
      return `["t","${kind}",[${joined(parts, ",")}]]`;
    }
    if (ArrayIsArray(value)) {
      for (let at = 0; at < value.length; at++)
        add(parts, hasOwn(value, at) ? this.encode(value[at], depth) : this.hole());
      return `["a",[${joined(parts, ",")}]]`;
    }
    if (maps.size(value) !== null) {
      const entries = mapEntries(value);
      for (let step = mapIteratorNext(entries); !step.done; step = mapIteratorNext(entries))
        add(parts, `[${this.encode(step.value[0], depth)},${this.encode(step.value[1], depth)}]`);
      return `["m",[${joined(parts, ",")}]]`;
    }
    if (sets.size(value) !== null) {
      const values = setValues(value);
      for (let step = setIteratorNext(values); !step.done; step = setIteratorNext(values))
        add(parts, this.encode(step.value, depth));
      return `["s",[${joined(parts, ",")}]]`;
    }
    const keys = ownKeys(value);
    for (let at = 0; at < keys.length; at++)
      if (typeof keys[at] === "string" && descriptorOf(value, keys[at])?.enumerable)
        add(parts, `[${jsonStringify(keys[at])},${this.encode(value[keys[at]], depth)}]`);
    return `["o",[${joined(parts, ",")}],${ObjectGetPrototypeOf(value) === null}]`;
  }

  hole() {
    if (++this.items > MOST_ITEMS) throw new ErrorOf("A value is too large to be tested.");
    return '["h"]';
  }
}

const nameOf = (fn) => (typeof fn.name === "string" ? fn.name : "");
export const encode = (value) => new Encoder().encode(value);
/** An instance's own fields as plain data. */
export function encodeFields(value) {
  const encoder = new Encoder();
  maps.set(encoder.seen, value, 0);
  const parts = list();
  const keys = ownKeys(value);
  for (let at = 0; at < keys.length; at++)
    if (typeof keys[at] === "string" && descriptorOf(value, keys[at])?.enumerable)
      add(parts, `[${jsonStringify(keys[at])},${encoder.encode(value[keys[at]], 1)}]`);
  return `["o",[${joined(parts, ",")}],false]`;
}
