// What programs expect of errors beside what the engine has: Error.captureStackTrace, and the words of JSON.parse.
import { forHost, fromHost } from "./border.js";
import { host } from "./host.js";
import { ErrorOf, hasOwn, isError, jsonParse, ObjectDefineProperty, StringOf, SyntaxErrorOf } from "./intrinsics.js";

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
