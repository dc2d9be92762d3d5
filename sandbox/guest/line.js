// A line typed after the program has ended: evaluated among the program's own names, its value printed as Node would.
import { print } from "./console.js";
import { inspect } from "./inspect.js";
import { FunctionOf, promiseThen, StringOf } from "./intrinsics.js";
import { clearAll } from "./timers.js";

const AsyncFunctionOf = (async () => {}).constructor;
const OUT = 0;

/** Whether a text is a body of such a function. Parsed only, never run: a second try must have no effect. */
function parses(Kind, body) {
  try {
    new Kind(body);
    return true;
  } catch {
    return false;
  }
}

const show = (value) => print(OUT, inspect(value));

export function evaluateLine(source, evaluator, keep) {
  const line = StringOf(source);
  // Timers of what ended before are nobody's any more.
  clearAll();
  if (!parses(FunctionOf, line) && parses(AsyncFunctionOf, line)) {
    const expression = parses(AsyncFunctionOf, `return (${line}\n)`);
    const body = expression ? `return (${line}\n)` : line;
    return promiseThen(
      evaluator(`(async () => {${body}\n})()`, () => {}),
      show,
    );
  }
  // What begins with a brace is meant as a value wherever it can be one.
  const whole = /^\s*\{/.test(line) && parses(FunctionOf, `return (${line}\n)`) ? `(${line}\n)` : line;
  let next = evaluator;
  // Inside, so that the next line knows the names that this one declares.
  const value = evaluator(
    `__hold(function __pairlabLine(__line, __hold) { return eval(__line); });${whole}`,
    (inner) => {
      next = inner;
    },
  );
  keep(next);
  show(value);
  return undefined;
}
