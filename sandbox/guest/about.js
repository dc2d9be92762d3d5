// What an error is about, for its message: what V8 calls it (`number 5`) and how V8 shows it (`#<Point>`), and a list's
// length between them, by lines.
import { ArrayIsArray, functionToString, joined, objectToString, StringOf, split, text } from "./intrinsics.js";
import { constructorName } from "./names.js";
import { targetOf } from "./proxies.js";

/** Characters of a value. */
const MOST = 200;

function shownObject(value) {
  if (targetOf(value) !== undefined) return "#<Object>";
  if (typeof value === "function") return functionToString(value);
  if (ArrayIsArray(value)) return "[object Array]";
  const name = constructorName(value);
  return name === null ? objectToString({ __proto__: null }) : `#<${name}>`;
}

export function about(value) {
  const type = typeof value;
  const isObject = type === "function" || (type === "object" && value !== null);
  // A long BigInt takes long to write.
  const whole = isObject ? shownObject(value) : type === "bigint" && value > 1e21 ? "" : StringOf(value);
  const shown = text.toWellFormed(text.slice(whole, 0, MOST));
  const kind =
    isObject || type === "undefined" || type === "bigint" || type === "symbol"
      ? type
      : type === "string"
        ? `string "${joined(split(shown, "\n"), " ")}"`
        : `${type} ${shown}`;
  const length = isObject && targetOf(value) === undefined && ArrayIsArray(value) ? value.length : "";
  return `${kind}\n${length}\n${shown}`;
}
