// structuredClone of what the language itself has.
import { DOMException } from "./dom-exception.js";
import { host } from "./host.js";
import {
  ArrayIsArray,
  add,
  boxes,
  bytes,
  dates,
  isError,
  list,
  MapOf,
  mapEntries,
  mapIteratorNext,
  maps,
  ObjectKeys,
  patterns,
  StringOf,
  setIteratorNext,
  sets,
  setValues,
  TypeErrorOf,
} from "./intrinsics.js";
import { targetOf } from "./proxies.js";

const refuse = (what) => {
  throw new DOMException(`${what} could not be cloned.`, "DataCloneError");
};

export function structuredClone(...given) {
  if (given.length === 0) {
    const error = new TypeErrorOf('The "value" argument must be specified');
    error.code = "ERR_MISSING_ARGS";
    throw error;
  }
  return clone(given[0], new MapOf());
}

function clone(value, seen) {
  if (typeof value === "symbol") refuse(StringOf(value));
  if (typeof value === "function") refuse(StringOf(value));
  if (typeof value !== "object" || value === null) return value;
  if (maps.has(seen, value)) return maps.get(seen, value);
  if (targetOf(value) !== undefined) refuse("#<Object>");
  const remember = (copy) => {
    maps.set(seen, value, copy);
    return copy;
  };
  if (ArrayIsArray(value)) {
    const copy = remember(new Array(value.length));
    copyKeys(value, copy, seen);
    return copy;
  }
  const time = dates.time(value);
  if (time !== null) return remember(new Date(time));
  if (bytes.bufferLength(value) !== null) return remember(bytes.slice(value, 0));
  const kind = bytes.kind(value);
  if (kind !== undefined) {
    const buffer = clone(bytes.buffer(value), seen);
    return remember(new globalThis[kind](buffer, bytes.byteOffset(value), bytes.length(value)));
  }
  if (bytes.viewLength(value) !== null) {
    const buffer = clone(bytes.viewBuffer(value), seen);
    return remember(new DataView(buffer, bytes.viewOffset(value), bytes.viewLength(value)));
  }
  if (maps.size(value) !== null) {
    const copy = remember(new MapOf());
    const entries = list();
    const iterator = mapEntries(value);
    for (let step = mapIteratorNext(iterator); !step.done; step = mapIteratorNext(iterator)) add(entries, step.value);
    for (let at = 0; at < entries.length; at++)
      maps.set(copy, clone(entries[at][0], seen), clone(entries[at][1], seen));
    return copy;
  }
  if (sets.size(value) !== null) {
    const copy = remember(new Set());
    const items = list();
    const iterator = setValues(value);
    for (let step = setIteratorNext(iterator); !step.done; step = setIteratorNext(iterator)) add(items, step.value);
    for (let at = 0; at < items.length; at++) sets.add(copy, clone(items[at], seen));
    return copy;
  }
  if (isError(value)) return cloneError(value, seen, remember);
  if (value !== RegExp.prototype && patterns.source(value) !== null)
    return remember(new RegExp(patterns.source(value), patterns.flagsOf(value)));
  for (const kind of ["number", "string", "boolean", "bigint"]) {
    const inner = boxes[kind](value);
    if (inner !== null) return remember(Object(inner));
  }
  if (host.promiseState(value) >= 0) refuse("#<Promise>");
  const copy = remember({});
  copyKeys(value, copy, seen);
  return copy;
}

function copyKeys(value, copy, seen) {
  const keys = ObjectKeys(value);
  for (let at = 0; at < keys.length; at++) copy[keys[at]] = clone(value[keys[at]], seen);
}

function cloneError(value, seen, remember) {
  const names = ["EvalError", "RangeError", "ReferenceError", "SyntaxError", "TypeError", "URIError"];
  let kind = "Error";
  for (let at = 0; at < names.length; at++) if (value.name === names[at]) kind = names[at];
  const copy = remember(new globalThis[kind](StringOf(value.message)));
  copy.stack = value.stack;
  if (Object.hasOwn(value, "cause")) copy.cause = clone(value.cause, seen);
  return copy;
}
