// What Node's own functions throw when they are given a value of the wrong type.
import { inspect } from "./inspect.js";
import { StringOf, TypeErrorOf, text } from "./intrinsics.js";
import { constructorName, nameOf } from "./names.js";
import { setCode } from "./stack.js";

const CODE = "ERR_INVALID_ARG_TYPE";
/** Characters of a value that are shown. */
const MOST = 28;

/** `type number (5)`. */
export function received(value) {
  if (value === undefined || value === null) return StringOf(value);
  if (typeof value === "function") return `function ${nameOf(value)}`;
  if (typeof value === "object") return `an instance of ${constructorName(value) ?? "Object"}`;
  const shown = inspect(value);
  return `type ${typeof value} (${shown.length > MOST ? `${text.slice(shown, 0, MOST - 3)}...` : shown})`;
}

/** The error. `wanted`: "of type function", "an instance of Map". */
export function wrongArgument(name, wanted, value) {
  const error = new TypeErrorOf(`The "${name}" argument must be ${wanted}. Received ${received(value)}`);
  error.code = CODE;
  setCode(error, CODE);
  return error;
}
