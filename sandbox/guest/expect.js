// expect(value) and its matchers. Nothing here is looked up on what the program can change.

import { equals, includes, localOf, makeWildcard } from "./equals.js";
import { host } from "./host.js";
import { inspect } from "./inspect.js";
import {
  ArrayIsArray,
  abs,
  ErrorOf,
  getter,
  hasOwn,
  isError,
  ObjectDefineProperty,
  ObjectIs,
  ObjectKeys,
  promiseThen,
  StringOf,
  setIteratorNext,
  sets,
  setValues,
  split,
  TypeErrorOf,
  text,
  uncurry,
} from "./intrinsics.js";

const MOST = 4000;
const matches = uncurry(RegExp.prototype.exec);
const isRegExp = (value) => {
  try {
    getter(RegExp.prototype, "source")(value);
    return typeof value === "object";
  } catch {
    return false;
  }
};

/** The assertion that has failed last: its error, and both values where there are two. */
export let failure = null;

let stuck = null;
/** A matcher has failed where the program could catch that: the test has failed all the same. */
export const stick = () => {
  stuck ??= failure;
};
export const stuckFailure = () => stuck;

const capped = (shown) => (shown.length > MOST ? `${text.slice(shown, 0, MOST)}…` : shown);
const show = (value) => {
  try {
    return capped(inspect(localOf(value), { depth: 6 }));
  } catch {
    return "a value that cannot be shown";
  }
};

/** Throws. `values`: `{expected, actual}`, already as text. */
export function fail(message, values) {
  const error = new ErrorOf(capped(message));
  ObjectDefineProperty(error, "name", { __proto__: null, value: "AssertionError", configurable: true });
  failure = { __proto__: null, error, expected: values?.expected, actual: values?.actual };
  throw error;
}

const numeric = (value, name) => {
  if (typeof value !== "number" && typeof value !== "bigint")
    fail(`${name} compares numbers, but the value is ${show(value)}`);
  return value;
};

function contains(value, item, same) {
  if (typeof value === "string") return typeof item === "string" && text.includes(value, item);
  const local = localOf(value);
  if (ArrayIsArray(local)) {
    for (let at = 0; at < local.length; at++) if (same(local[at], item)) return true;
    return false;
  }
  if (typeof local !== "object" || local === null || sets.size(local) === null)
    fail(`a text, an array or a set can contain something, but the value is ${show(value)}`);
  const values = setValues(local);
  for (let step = setIteratorNext(values); !step.done; step = setIteratorNext(values))
    if (same(step.value, item)) return true;
  return false;
}

/** Whether what was thrown is what `wanted` says: nothing, a part of the message, a pattern, a class or an error. */
function thrownAs(thrown, wanted) {
  if (wanted === undefined) return true;
  const message = isError(thrown) ? thrown.message : StringOf(thrown);
  if (typeof wanted === "string") return typeof message === "string" && text.includes(message, wanted);
  if (isRegExp(wanted)) return typeof message === "string" && matches(wanted, message) !== null;
  if (typeof wanted === "function") return isKind(thrown, wanted);
  return isError(wanted) && message === wanted.message;
}

const isKind = (value, kind) => (kind === Error && isError(value)) || value instanceof kind || namedSo(value, kind);
/** An error that came from another instance has the name of its class, and not the class. */
const namedSo = (value, kind) =>
  isError(value) && hasOwn(value, "constructor") && (value.name === kind.name || value.constructor.name === kind.name);

function propertyAt(value, path) {
  const keys = ArrayIsArray(path) ? path : split(StringOf(path), ".");
  let at = value;
  for (let index = 0; index < keys.length; index++) {
    if (at === null || at === undefined || !(keys[index] in Object(at))) return { __proto__: null, found: false };
    at = at[keys[index]];
  }
  return { __proto__: null, found: true, value: at };
}

const two = (expected, actual) => ({ __proto__: null, expected: show(expected), actual: show(actual) });
const said = (verb, other) => (actual, not) =>
  `expected ${show(actual)} ${not ? "not " : ""}${verb}${other === undefined ? "" : ` ${show(other)}`}`;
const plain = (passes, verb) => (value) => ({ __proto__: null, pass: passes(value), words: said(verb) });
const compared = (name, verb, passes) => (value, other) => ({
  __proto__: null,
  pass: passes(numeric(value, name), numeric(other, name)),
  words: said(verb, other),
  values: two(other, value),
});
const pair = (verb, passes) => (value, other) => ({
  __proto__: null,
  pass: passes(value, other),
  words: said(verb, other),
  values: two(other, value),
});

/** Each takes the value and its arguments, and gives whether they go together and what to say if not. */
const MATCHERS = {
  __proto__: null,
  toBe: pair("to be", (value, other) => ObjectIs(value, other)),
  toEqual: pair("to equal", (value, other) => equals(value, other, false)),
  toStrictEqual: pair("to strictly equal", (value, other) => equals(value, other, true)),
  toMatchObject: pair("to match", (value, other) => includes(value, other)),
  toContain: (value, item) => ({
    __proto__: null,
    pass: contains(value, item, (a, b) => a === b || ObjectIs(a, b)),
    words: said("to contain", item),
  }),
  toContainEqual: (value, item) => ({
    __proto__: null,
    pass: contains(value, item, (a, b) => equals(a, b, false)),
    words: said("to contain something equal to", item),
  }),
  toBeCloseTo: (value, other, digits = 2) => ({
    __proto__: null,
    pass:
      ObjectIs(numeric(value, "toBeCloseTo"), numeric(other, "toBeCloseTo")) || abs(value - other) < 10 ** -digits / 2,
    words: said("to be close to", other),
    values: two(other, value),
  }),
  toBeGreaterThan: compared("toBeGreaterThan", "to be greater than", (a, b) => a > b),
  toBeGreaterThanOrEqual: compared("toBeGreaterThanOrEqual", "to be at least", (a, b) => a >= b),
  toBeLessThan: compared("toBeLessThan", "to be less than", (a, b) => a < b),
  toBeLessThanOrEqual: compared("toBeLessThanOrEqual", "to be at most", (a, b) => a <= b),
  toBeTruthy: plain((value) => !!value, "to be truthy"),
  toBeFalsy: plain((value) => !value, "to be falsy"),
  toBeNull: plain((value) => value === null, "to be null"),
  toBeUndefined: plain((value) => value === undefined, "to be undefined"),
  toBeDefined: plain((value) => value !== undefined, "to be defined"),
  toBeNaN: plain((value) => ObjectIs(value, Number.NaN), "to be NaN"),
  toBeTypeOf: pair("to be of type", (value, type) => typeof value === type),
  toBeInstanceOf: (value, kind) => ({
    __proto__: null,
    pass: typeof kind === "function" && isKind(value, kind),
    words: said(`to be an instance of ${kind?.name}`),
  }),
  toHaveLength: (value, length) => {
    const actual = value?.length;
    return {
      __proto__: null,
      pass: typeof actual === "number" && actual === length,
      words: said(`to have the length ${show(length)} (it has ${show(actual)})`),
      values: two(length, actual),
    };
  },
  toHaveProperty: (value, path, ...wanted) => {
    const { found, value: actual } = propertyAt(localOf(value), path);
    return {
      __proto__: null,
      pass: found && (wanted.length === 0 || equals(actual, wanted[0], false)),
      words: said("to have the property", path),
      ...(wanted.length > 0 ? { values: two(wanted[0], actual) } : {}),
    };
  },
  toMatch: (value, pattern) => ({
    __proto__: null,
    pass:
      typeof value === "string" &&
      (typeof pattern === "string" ? text.includes(value, pattern) : matches(pattern, value) !== null),
    words: said("to match", pattern),
  }),
  toThrow: (value, wanted) => {
    if (typeof value !== "function")
      fail(`toThrow needs a function to call, as in expect(() => …), not ${show(value)}`);
    try {
      value();
    } catch (thrown) {
      return {
        __proto__: null,
        pass: thrownAs(thrown, wanted),
        words: (_, not) =>
          `expected the function ${not ? "not " : ""}to throw${wanted === undefined ? "" : ` ${show(wanted)}`}, but it threw ${show(thrown)}`,
      };
    }
    const what = wanted === undefined ? "" : ` ${typeof wanted === "function" ? wanted.name : show(wanted)}`;
    return {
      __proto__: null,
      pass: false,
      words: () => `expected the function to throw${what}, but it threw nothing`,
    };
  },
};

function check(name, value, not, args) {
  const { pass, words, values } = MATCHERS[name](value, ...args);
  if (pass === not) fail(words(value, not), not ? undefined : values);
}

/** What was rejected can be told from what was thrown: toThrow then looks at it without a call. */
const rejection = (name, thrown) => {
  if (name !== "toThrow") return thrown;
  return () => {
    throw thrown;
  };
};

function awaited(value, name, not, args, rejects) {
  const given = typeof value === "function" ? value() : value;
  if (host.promiseState(given) < 0) fail(`expected a promise, but the value is ${show(given)}`);
  return promiseThen(
    given,
    (result) => {
      if (rejects) fail(`expected the promise to be rejected, but it was fulfilled with ${show(result)}`);
      check(name, result, not, args);
    },
    (thrown) => {
      if (!rejects) fail(`expected the promise to be fulfilled, but it was rejected with ${show(thrown)}`);
      check(name, rejection(name, thrown), not, args);
    },
  );
}

function matchersFor(value, not, mode) {
  const object = { __proto__: null };
  const names = ObjectKeys(MATCHERS);
  for (let at = 0; at < names.length; at++) {
    const name = names[at];
    object[name] = (...args) =>
      mode === null ? check(name, value, not, args) : awaited(value, name, not, args, mode === "rejects");
  }
  object.toThrowError = object.toThrow;
  if (!not) define(object, "not", () => matchersFor(value, true, mode));
  if (mode === null && !not) {
    define(object, "resolves", () => matchersFor(value, false, "resolves"));
    define(object, "rejects", () => matchersFor(value, false, "rejects"));
  }
  return object;
}

const define = (object, name, get) =>
  ObjectDefineProperty(object, name, { __proto__: null, get, configurable: true, enumerable: true });

export function expect(...values) {
  if (values.length === 0) throw new TypeErrorOf("expect needs the value to look at, as in expect(add(1, 2)).toBe(3)");
  return matchersFor(values[0], false, null);
}
const PRIMITIVES = {
  __proto__: null,
  string: String,
  number: Number,
  boolean: Boolean,
  bigint: BigInt,
  symbol: Symbol,
};
expect.any = (kind) =>
  makeWildcard(
    { any: kind.name },
    (value) =>
      PRIMITIVES[typeof value] === kind ||
      (typeof value === "object" && value !== null && isKind(value, kind)) ||
      (typeof value === "function" && kind === Function),
  );
expect.anything = () => makeWildcard({ anything: true }, (value) => value !== null && value !== undefined);
expect.closeTo = (number, digits = 2) =>
  makeWildcard({ closeTo: number }, (value) => typeof value === "number" && abs(value - number) < 10 ** -digits / 2);
expect.objectContaining = (part) => makeWildcard({ containing: part }, (value) => includes(value, { ...part }));
