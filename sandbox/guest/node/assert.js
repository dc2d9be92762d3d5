// node:assert.
import { explainDifference, explainLoose, explainSameness, shown } from "../assert-message.js";
import { looselyEqual, deepEqual as same } from "../deep-equal.js";
import { inspect } from "../inspect.js";
import {
  add,
  ErrorOf,
  hasInstance,
  hasOwn,
  isError,
  list,
  ObjectDefineProperty,
  ObjectIs,
  ObjectKeys,
  PromiseOf,
  patterns,
  promiseThen,
  ReflectApply,
  StringOf,
  TypeErrorOf,
} from "../intrinsics.js";
import { callText } from "../source-text.js";
import { setCode } from "../stack.js";
import { received, wrongArgument } from "../wrong-argument.js";

const CODE = "ERR_ASSERTION";

export class AssertionError extends ErrorOf {
  constructor(options) {
    if (typeof options !== "object" || options === null) throw wrongArgument("options", "of type object", options);
    const { message, actual, expected, operator } = options;
    super(message === undefined ? messageFor(actual, expected, operator) : StringOf(message));
    this.generatedMessage = message === undefined || options.generated === true;
    this.code = CODE;
    this.actual = actual;
    this.expected = expected;
    this.operator = operator;
    this.diff = "simple";
    setCode(this, CODE);
  }

  toString() {
    return `${this.name} [${this.code}]: ${this.message}`;
  }
}
hide(AssertionError.prototype, "name", "AssertionError");

function hide(object, key, value) {
  ObjectDefineProperty(object, key, { __proto__: null, value, writable: true, configurable: true });
}

const DIFFERENCES = { __proto__: null, strictEqual: 1, deepStrictEqual: 1, partialDeepStrictEqual: 1 };
const SAMENESS = { __proto__: null, notStrictEqual: 1, notDeepStrictEqual: 1, notDeepEqual: 1 };

function messageFor(actual, expected, operator) {
  if (DIFFERENCES[operator]) return explainDifference(actual, expected, operator);
  if (SAMENESS[operator]) return explainSameness(actual, operator);
  if (operator === "deepEqual") return explainLoose(actual, expected);
  return operator === undefined ? "Failed" : `${shown(actual)} ${operator} ${shown(expected)}`;
}

/** Throws; `message` is the program's own text or error. */
function refuse(actual, expected, operator, message, generated) {
  if (isError(message)) throw message;
  const own =
    message !== undefined && DIFFERENCES[operator] ? explainDifference(actual, expected, operator, message) : message;
  const error = new AssertionError({ actual, expected, operator, message: own, generated });
  throw error;
}

function check(passed, value, given, message, name) {
  if (passed) return;
  if (isError(message)) throw message;
  let text = message;
  if (given === 0) text = "No value argument passed to `assert.ok()`";
  else if (message === undefined) {
    const call = callText(new ErrorOf().stack);
    text = `The expression evaluated to a falsy value:\n\n  ${call ?? `${name}(${inspect(value)})`}\n`;
  }
  throw new AssertionError({
    actual: value,
    expected: true,
    operator: "==",
    message: text,
    generated: message === undefined,
  });
}

const assert = function ok(...args) {
  check(args[0], args[0], args.length, args[1], "assert");
};
export function ok(...args) {
  check(args[0], args[0], args.length, args[1], "assert.ok");
}

export function fail(message) {
  if (isError(message)) throw message;
  throw new AssertionError({ message: message ?? "Failed", operator: "fail", generated: message === undefined });
}

// Values.

export function equal(actual, expected, message) {
  if (!looselyEqual(actual, expected)) refuse(actual, expected, "==", message);
}
export function notEqual(actual, expected, message) {
  if (looselyEqual(actual, expected)) refuse(actual, expected, "!=", message);
}
export function strictEqual(actual, expected, message) {
  if (!ObjectIs(actual, expected)) refuse(actual, expected, "strictEqual", message);
}
export function notStrictEqual(actual, expected, message) {
  if (ObjectIs(actual, expected)) refuse(actual, expected, "notStrictEqual", message);
}
export function deepEqual(actual, expected, message) {
  if (!same(actual, expected, false)) refuse(actual, expected, "deepEqual", message);
}
export function notDeepEqual(actual, expected, message) {
  if (same(actual, expected, false)) refuse(actual, expected, "notDeepEqual", message);
}
export function deepStrictEqual(actual, expected, message) {
  if (!same(actual, expected, true)) refuse(actual, expected, "deepStrictEqual", message);
}
export function notDeepStrictEqual(actual, expected, message) {
  if (same(actual, expected, true)) refuse(actual, expected, "notDeepStrictEqual", message);
}

export function match(string, pattern, message) {
  compareText(string, pattern, message, true);
}
export function doesNotMatch(string, pattern, message) {
  compareText(string, pattern, message, false);
}

function compareText(string, pattern, message, wanted) {
  if (patterns.source(pattern) === null) throw wrongArgument("regexp", "an instance of RegExp", pattern);
  if (typeof string === "string" && patterns.test(pattern, string) === wanted) return;
  const what = wanted ? "did not match" : "was expected to not match";
  const text =
    typeof string === "string"
      ? `The input ${what} the regular expression ${inspect(pattern)}. Input:\n\n${inspect(string)}\n`
      : `The "string" argument must be of type string. Received ${received(string)}`;
  const operator = wanted ? "match" : "doesNotMatch";
  refuse(string, pattern, operator, message ?? text, message === undefined);
}

export function ifError(value) {
  if (value === null || value === undefined) return;
  const what = isError(value) ? value.message || value.name : inspect(value);
  throw new AssertionError({
    actual: value,
    expected: null,
    operator: "ifError",
    message: `ifError got unwanted exception: ${what}`,
  });
}

// Errors.

const NOTHING = { __proto__: null };

function thrownBy(fn) {
  if (typeof fn !== "function") throw wrongArgument("fn", "of type function", fn);
  try {
    fn();
  } catch (error) {
    return error;
  }
  return NOTHING;
}

/** A promise of what `promise`, or the promise that it makes, is rejected with. */
function rejectionOf(promise) {
  return new PromiseOf((resolve, reject) => {
    const made = typeof promise === "function" ? promise() : promise;
    if (typeof made?.then !== "function")
      return reject(wrongArgument("promiseFn", "of type function or an instance of Promise", promise));
    return promiseThen(new PromiseOf((done) => done(made)), () => resolve(NOTHING), resolve);
  });
}

function expectThrown(thrown, expected, message, operator) {
  if (typeof expected === "string") {
    if (message !== undefined)
      throw wrongArgument("error", "of type function or an instance of Error, RegExp, or Object", expected);
    if (thrown !== NOTHING && (isError(thrown) ? thrown.message : thrown) === expected) {
      const error = new TypeErrorOf(
        `The "error/message" argument is ambiguous. The error message "${expected}" is identical to the message.`,
      );
      error.code = "ERR_AMBIGUOUS_ARGUMENT";
      throw error;
    }
  }
  const kind = typeof expected === "string" ? undefined : expected;
  const own = typeof expected === "string" ? expected : message;
  if (thrown === NOTHING) {
    if (isError(own)) throw own;
    const name = typeof kind === "function" && kind.name ? ` (${kind.name})` : "";
    const what = operator === "rejects" ? "rejection" : "exception";
    throw new AssertionError({
      actual: undefined,
      expected,
      operator,
      message: `Missing expected ${what}${name}${own === undefined ? "." : `: ${own}`}`,
    });
  }
  if (kind !== undefined) expectLike(thrown, kind, own, operator);
}

function expectLike(thrown, expected, message, operator) {
  const refuseWith = (text) => refuse(thrown, expected, operator, message ?? text, message === undefined);
  if (typeof expected === "function") {
    if (expected.prototype !== undefined && hasInstance(expected, thrown)) return;
    if (expected === ErrorOf || hasInstance(ErrorOf, expected.prototype)) {
      const name = isError(thrown) ? thrown.constructor?.name || thrown.name : inspect(thrown, { depth: -1 });
      const said = isError(thrown) && thrown.message ? `\n\nError message:\n\n${thrown.message}` : "";
      refuseWith(`The error is expected to be an instance of "${expected.name}". Received "${name}"${said}`);
    }
    const answer = ReflectApply(expected, NOTHING, [thrown]);
    if (answer === true) return;
    const name = expected.name ? `The "${expected.name}" validation function` : "The validation function";
    const caught = isError(thrown) ? `\n\nCaught error:\n\n${thrown.name}: ${thrown.message}` : "";
    refuseWith(`${name} is expected to return "true". Received ${inspect(answer)}${caught}`);
  }
  if (patterns.source(expected) !== null) {
    const said = StringOf(thrown);
    if (patterns.test(expected, said)) return;
    refuseWith(`The input did not match the regular expression ${inspect(expected)}. Input:\n\n${inspect(said)}\n`);
  }
  compareFields(thrown, expected, message, operator);
}

/** The fields of a value that count; `actual`: what a pattern among them matches stands for the pattern. */
class Comparison {
  constructor(value, keys, actual) {
    for (let at = 0; at < keys.length; at++) {
      const key = keys[at];
      if (!(key in value)) continue;
      const isMatch =
        typeof actual?.[key] === "string" &&
        patterns.source(value[key]) !== null &&
        patterns.test(value[key], actual[key]);
      this[key] = isMatch ? actual[key] : value[key];
    }
  }
}

function compareFields(thrown, expected, message, operator) {
  const own = ObjectKeys(expected);
  const keys = list();
  for (let at = 0; at < own.length; at++) add(keys, own[at]);
  if (isError(expected)) {
    if (!hasOwn(keys, "name")) add(keys, "name");
    add(keys, "message");
  }
  const isObject = (typeof thrown === "object" && thrown !== null) || typeof thrown === "function";
  const a = isObject ? new Comparison(thrown, keys) : thrown;
  const b = isObject ? new Comparison(expected, keys, thrown) : expected;
  if (isObject && same(a, b, true)) return;
  if (isError(message)) throw message;
  throw new AssertionError({
    actual: thrown,
    expected,
    operator,
    message: message ?? explainDifference(a, b, "deepStrictEqual"),
    generated: message === undefined,
  });
}

function unwanted(thrown, expected, message, operator) {
  if (thrown === NOTHING) return;
  if (typeof expected === "function" && !hasInstance(expected, thrown)) throw thrown;
  const own = typeof expected === "string" ? expected : message;
  const what = operator === "doesNotReject" ? "rejection" : "exception";
  throw new AssertionError({
    actual: thrown,
    expected,
    operator,
    message: `Got unwanted ${what}${own === undefined ? "." : `: ${own}`}\nActual message: "${thrown?.message}"`,
  });
}

export function throws(fn, expected, message) {
  expectThrown(thrownBy(fn), expected, message, "throws");
}
export function doesNotThrow(fn, expected, message) {
  unwanted(thrownBy(fn), expected, message, "doesNotThrow");
}
export async function rejects(promise, expected, message) {
  expectThrown(await rejectionOf(promise), expected, message, "rejects");
}
export async function doesNotReject(promise, expected, message) {
  unwanted(await rejectionOf(promise), expected, message, "doesNotReject");
}

// As Node has them: `assert` itself, and `assert.strict`, whose loose names are the strict ones.
const named = {
  AssertionError,
  ok,
  fail,
  equal,
  notEqual,
  deepEqual,
  notDeepEqual,
  deepStrictEqual,
  notDeepStrictEqual,
  strictEqual,
  notStrictEqual,
  match,
  doesNotMatch,
  throws,
  rejects,
  doesNotThrow,
  doesNotReject,
  ifError,
};
const names = ObjectKeys(named);
export function strict(...args) {
  check(args[0], args[0], args.length, args[1], "assert");
}
for (let at = 0; at < names.length; at++) {
  assert[names[at]] = named[names[at]];
  strict[names[at]] = named[names[at]];
}
strict.equal = strictEqual;
strict.notEqual = notStrictEqual;
strict.deepEqual = deepStrictEqual;
strict.notDeepEqual = notDeepStrictEqual;
strict.strict = strict;
assert.strict = strict;
export default assert;
