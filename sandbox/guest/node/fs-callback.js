// A function that works at once, in Node's two later ways.
import { inspect } from "../inspect.js";
import { functionApply, PromiseOf, TypeErrorOf } from "../intrinsics.js";
import { setImmediate } from "../timers.js";

/** As a promise. */
export const promised =
  (fn) =>
  (...args) =>
    new PromiseOf((resolve) => resolve(functionApply(fn, undefined, args)));

/** With a last argument that is called later, with an error or null, and the value. */
export const calledBack =
  (fn) =>
  (...args) => {
    const callback = args[args.length - 1];
    if (typeof callback !== "function") {
      const error = new TypeErrorOf(`The "cb" argument must be of type function. Received ${inspect(callback)}`);
      error.code = "ERR_INVALID_ARG_TYPE";
      throw error;
    }
    args.length--;
    let value;
    let failed = null;
    try {
      value = functionApply(fn, undefined, args);
    } catch (error) {
      failed = error;
    }
    setImmediate(() => (failed === null ? callback(null, value) : callback(failed)));
  };
