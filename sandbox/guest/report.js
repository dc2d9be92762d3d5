// What the host is told of a value that was thrown and not caught. Whatever that value does, this returns.
import { inspect } from "./inspect.js";
import { isError, jsonStringify, text } from "./intrinsics.js";
import { unproxied } from "./proxies.js";

const MOST = 16384;
/** As with inspect, an error of the program's own making may have getters; they run, and may throw. */
function read(error, key, otherwise) {
  try {
    const value = error[key];
    return typeof value === "string" ? text.toWellFormed(text.slice(value, 0, MOST)) : otherwise;
  } catch {
    return otherwise;
  }
}

function describe(value, depth) {
  const thrown = unproxied(value);
  if (!isError(thrown)) {
    let message;
    try {
      message = inspect(value);
    } catch {
      message = "a value that cannot be shown";
    }
    return {
      __proto__: null,
      name: "Uncaught",
      message: text.toWellFormed(text.slice(message, 0, MOST)),
      stack: "",
      isNull: thrown === null,
      isError: false,
    };
  }
  let cause;
  try {
    cause = depth > 0 && isError(unproxied(thrown.cause)) ? describe(thrown.cause, depth - 1) : undefined;
  } catch {}
  return {
    __proto__: null,
    name: read(thrown, "name", "Error"),
    message: read(thrown, "message", ""),
    stack: read(thrown, "stack", ""),
    isNull: false,
    isError: true,
    cause,
  };
}

/** By hand: JSON.stringify of an object pushes onto an array, which a setter on Array.prototype would see. */
function encode({ name, message, stack, isNull, isError: known, cause }) {
  const rest = cause === undefined ? "" : `,"cause":${encode(cause)}`;
  const texts = `"name":${jsonStringify(name)},"message":${jsonStringify(message)},"stack":${jsonStringify(stack)}`;
  return `{${texts},"isNull":${isNull},"isError":${known}${rest}}`;
}

export const report = (value) => encode(describe(value, 4));
