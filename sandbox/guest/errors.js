// What programs expect of errors beside what the engine has: Error.captureStackTrace, and V8's words in those of JSON.
import { forHost, fromHost } from "./border.js";
import { circleIn } from "./circle.js";
import { host } from "./host.js";
import {
  descriptorOf,
  ErrorOf,
  hasOwn,
  isError,
  jsonParse,
  jsonStringify,
  ObjectDefineProperty,
  StringOf,
  SyntaxErrorOf,
  TypeErrorOf,
} from "./intrinsics.js";

const define = (owner, name, value) =>
  ObjectDefineProperty(owner, name, { __proto__: null, value, writable: true, configurable: true });

define(ErrorOf, "stackTraceLimit", 10);
define(ErrorOf, "captureStackTrace", function captureStackTrace(object) {
  // An error has its stack already, and where it was made is what it is to show.
  if (isError(object) && hasOwn(object, "stack")) return;
  define(object, "stack", new ErrorOf().stack);
});

/** Characters of a text whose fault is looked for. */
const MOST = 16384;

define(JSON, "parse", function parse(source, reviver) {
  const given = StringOf(source);
  try {
    return jsonParse(given, reviver);
  } catch (error) {
    // A reviver's own errors are not of that kind, or the text is sound.
    if (given.length > MOST || !isError(error) || !(error instanceof SyntaxErrorOf)) throw error;
    const words = fromHost(host.json(forHost(given)));
    if (words === "") throw error;
    throw new SyntaxErrorOf(words);
  }
});

define(JSON, "stringify", function stringify(value, replacer, space) {
  try {
    return jsonStringify(value, replacer, space);
  } catch (error) {
    // A `toJSON` of the program may throw whatever it likes.
    const said = isError(error) && descriptorOf(error, "message")?.value === "circular reference";
    const words = said ? circleIn(value) : null;
    throw words === null ? error : new TypeErrorOf(words);
  }
});
