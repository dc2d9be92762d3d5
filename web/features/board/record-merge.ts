/** Field by field, what a change did to a record, carried over to the record as it stands now. Knows no tldraw. */

type Fields = Record<string, unknown>;

/** Fields whose own fields are merged one by one: a move and a new colour of one shape are no conflict. */
const NESTED = new Set(["props", "meta"]);

/** JSON values only. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && isEqual((a as Fields)[key], (b as Fields)[key]));
}

/**
 * `now` with the fields that differ between `from` and `to` as they are in `to`. Where `now` has another value than
 * `from` in such a field, somebody else has changed it since: `yield` leaves theirs, `insist` puts this one.
 * Returns `now` itself if nothing changes.
 */
export function carryOver<R extends object>(from: R, to: R, now: R, how: "yield" | "insist"): R {
  return carryFields(from as Fields, to as Fields, now as Fields, how, true) as R;
}

function carryFields(from: Fields, to: Fields, now: Fields, how: "yield" | "insist", outer: boolean): Fields {
  let result = now;
  for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
    if (isEqual(from[key], to[key])) continue;
    const next = carryField(key, from[key], to[key], now[key], how, outer);
    if (isEqual(next, now[key])) continue;
    if (result === now) result = { ...now };
    if (next === undefined) delete result[key];
    else result[key] = next;
  }
  return result;
}

function carryField(
  key: string,
  from: unknown,
  to: unknown,
  now: unknown,
  how: "yield" | "insist",
  outer: boolean,
): unknown {
  if (outer && NESTED.has(key) && isFields(from) && isFields(to) && isFields(now)) {
    return carryFields(from, to, now, how, false);
  }
  return how === "insist" || isEqual(from, now) ? to : now;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
