// node:util, as far as lessons use it.

import { print } from "../console.js";
import { deepEqual } from "../deep-equal.js";
import { TextDecoder, TextEncoder } from "../encoding.js";
import { formatWith } from "../format.js";
import { host } from "../host.js";
import { inspectCustom, inspect as show } from "../inspect.js";
import {
  ArrayIsArray,
  add,
  bytes,
  dates,
  functionApply,
  isError,
  list,
  maps,
  ObjectDefineProperty,
  ObjectGetPrototypeOf,
  ObjectSetPrototypeOf,
  PromiseOf,
  patterns,
  promiseThen,
  prototypes,
  queueJob,
  StringOf,
  sets,
  text,
  weak,
} from "../intrinsics.js";
import { targetOf } from "../proxies.js";
import { wrongArgument } from "../wrong-argument.js";

/** Options, or as it once was: `showHidden`, `depth`. */
export function inspect(value, options, depth) {
  if (typeof options !== "boolean" && depth === undefined) return show(value, options);
  const given = { showHidden: options === true };
  if (depth !== undefined) given.depth = depth;
  return show(value, given);
}
inspect.custom = inspectCustom;
inspect.defaultOptions = { depth: 2, breakLength: 80, compact: 3 };

export const format = (...args) => formatWith(args, undefined);
export function formatWithOptions(options, ...args) {
  return formatWith(args, options);
}

export const isDeepStrictEqual = (a, b) => deepEqual(a, b, true);

function mustBeFunction(value, name) {
  if (typeof value !== "function") throw wrongArgument(name, "of type function", value);
}

const promisifyCustom = Symbol.for("nodejs.util.promisify.custom");

/** A function whose last argument is a callback `(error, value)` as one that gives a promise. */
export function promisify(original) {
  mustBeFunction(original, "original");
  if (original[promisifyCustom] !== undefined) return original[promisifyCustom];
  const promised = function (...args) {
    return new PromiseOf((resolve, reject) => {
      const all = list();
      for (let at = 0; at < args.length; at++) add(all, args[at]);
      add(all, (error, value) => (error ? reject(error) : resolve(value)));
      functionApply(original, this, all);
    });
  };
  ObjectDefineProperty(promised, "name", { __proto__: null, value: original.name, configurable: true });
  return promised;
}
promisify.custom = promisifyCustom;

/** The way back: the promise's outcome goes to a callback. */
export function callbackify(original) {
  mustBeFunction(original, "original");
  return function (...args) {
    const callback = args[args.length - 1];
    mustBeFunction(callback, "last argument");
    args.length--;
    const promise = new PromiseOf((resolve) => resolve(functionApply(original, this, args)));
    promiseThen(
      promise,
      (value) => queueJob(() => callback(null, value)),
      (error) => queueJob(() => callback(error)),
    );
  };
}

export function inherits(child, parent) {
  ObjectDefineProperty(child, "super_", { __proto__: null, value: parent, writable: true, configurable: true });
  ObjectSetPrototypeOf(child.prototype, parent.prototype);
}

export function deprecate(fn, message, code) {
  let warned = false;
  return function (...args) {
    if (!warned) print(1, `DeprecationWarning: ${code === undefined ? "" : `[${code}] `}${message}`);
    warned = true;
    return functionApply(fn, this, args);
  };
}

/** Without colours, as in Node where the output is no terminal. */
export const styleText = (_format, value) => StringOf(value);

export function stripVTControlCharacters(value) {
  let result = "";
  for (let at = 0; at < value.length; at++) {
    if (value[at] !== "\u001b" || value[at + 1] !== "[") {
      result += value[at];
      continue;
    }
    at += 2;
    while (at < value.length && text.charCodeAt(value, at) < 64) at++;
  }
  return result;
}

export const toUSVString = (value) => text.toWellFormed(StringOf(value));
export const isArray = ArrayIsArray;
/** Nobody here can ask for the output of a section. */
export function debuglog() {
  const log = () => {};
  log.enabled = false;
  return log;
}

const isObject = (value) => typeof value === "object" && value !== null;
const inherited = (value, prototype) => {
  if (typeof value !== "function") return false;
  for (let object = value; object !== null; object = ObjectGetPrototypeOf(object))
    if (object === prototype) return true;
  return false;
};
const kindOf = (value) => (isObject(value) ? bytes.kind(value) : undefined);

export const types = {
  isPromise: (value) => isObject(value) && host.promiseState(value) >= 0,
  isDate: (value) => isObject(value) && dates.time(value) !== null,
  isRegExp: (value) => isObject(value) && patterns.source(value) !== null,
  isMap: (value) => isObject(value) && maps.size(value) !== null,
  isSet: (value) => isObject(value) && sets.size(value) !== null,
  isWeakMap: (value) => isObject(value) && weak.mapHas(value) !== null,
  isWeakSet: (value) => isObject(value) && weak.setHas(value) !== null,
  isNativeError: (value) => isError(value),
  isProxy: (value) => targetOf(value) !== undefined,
  isTypedArray: (value) => kindOf(value) !== undefined,
  isUint8Array: (value) => kindOf(value) === "Uint8Array",
  isArrayBuffer: (value) => isObject(value) && bytes.bufferLength(value) !== null,
  isAnyArrayBuffer: (value) =>
    isObject(value) && (bytes.bufferLength(value) !== null || bytes.sharedLength(value) !== null),
  isAsyncFunction: (value) =>
    inherited(value, prototypes.asyncFunction) || inherited(value, prototypes.asyncGeneratorFunction),
  isGeneratorFunction: (value) =>
    inherited(value, prototypes.generatorFunction) || inherited(value, prototypes.asyncGeneratorFunction),
};
export { TextDecoder, TextEncoder };

export default {
  inspect,
  format,
  formatWithOptions,
  isDeepStrictEqual,
  promisify,
  callbackify,
  inherits,
  deprecate,
  styleText,
  stripVTControlCharacters,
  toUSVString,
  isArray,
  debuglog,
  debug: debuglog,
  types,
  TextDecoder,
  TextEncoder,
};
