// What V8 says where JSON.stringify goes in circles: the way from the object that it comes back to.
import {
  ArrayIsArray,
  add,
  descriptorOf,
  drop,
  joined,
  list,
  max,
  min,
  ObjectKeys,
  SetOf,
  sets,
} from "./intrinsics.js";
import { constructorName } from "./names.js";
import { targetOf } from "./proxies.js";

const HEADER = "Converting circular structure to JSON";
/** Objects that are looked at. */
const MOST = 20000;
/** Steps of a long way that V8 shows at its beginning and at its end. */
const FIRST = 2;
const LAST = 1;

/** Null if the value does not contain itself, as far as that is seen without calling anything. */
export function circleIn(root) {
  const way = list();
  const keys = list();
  const onWay = new SetOf();
  let left = MOST;
  /** The object that comes up again inside itself. */
  let closed = null;
  const search = (value) => {
    if (typeof value !== "object" || value === null || left-- <= 0) return false;
    if (sets.has(onWay, value)) {
      closed = value;
      return true;
    }
    // What these say instead of themselves is not known.
    if (targetOf(value) !== undefined || way.length > 1000) return false;
    sets.add(onWay, value);
    add(way, value);
    const isArray = ArrayIsArray(value);
    const own = isArray ? value : ObjectKeys(value);
    for (let at = 0; at < own.length; at++) {
      const key = isArray ? at : own[at];
      add(keys, key);
      if (search(descriptorOf(value, key)?.value)) return true;
      drop(keys);
    }
    drop(way);
    sets.remove(onWay, value);
    return false;
  };
  if (!search(root)) return null;
  return said(way, keys, closed);
}

const maker = (value) => `object with constructor '${constructorName(value) ?? "Object"}'`;
const step = (key) => (typeof key === "number" ? `index ${key}` : `property '${key}'`);

function said(way, keys, closed) {
  let start = 0;
  while (way[start] !== closed) start++;
  const lines = list();
  add(lines, HEADER);
  add(lines, `    --> starting at ${maker(closed)}`);
  const line = (at) => add(lines, `    |     ${step(keys[at - 1])} -> ${maker(way[at])}`);
  const shown = min(way.length, start + 1 + FIRST);
  for (let at = start + 1; at < shown; at++) line(at);
  if (way.length > shown + LAST) add(lines, "    |     ...");
  for (let at = max(shown, way.length - LAST); at < way.length; at++) line(at);
  add(lines, `    --- ${step(keys[keys.length - 1])} closes the circle`);
  return joined(lines, "\n");
}
