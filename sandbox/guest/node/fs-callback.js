import { functionApply, PromiseOf } from "../intrinsics.js";
import { setImmediate } from "../timers.js";
import { wrongArgument } from "../wrong-argument.js";

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
    if (typeof callback !== "function") throw wrongArgument("cb", "of type function", callback);
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
