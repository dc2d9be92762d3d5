// The first argument of console.log with its %s, %d, %i, %f, %j, %o, %O, %c and %%.
import { formatNumber, inspect } from "./inspect.js";
import {
  hasOwn,
  jsonStringify,
  maps,
  NumberOf,
  ObjectGetPrototypeOf,
  parseFloatOf,
  parseIntOf,
  prototypes,
  StringOf,
  symbolToPrimitive,
  text,
} from "./intrinsics.js";
import { unproxied } from "./proxies.js";

/** `args` is a list or an array; the host's line feed is the caller's. */
export const format = (args) => formatWith(args, undefined);

/** `options` as for inspect, for values that no letter asks for. */
export function formatWith(args, options) {
  const first = args[0];
  if (args.length === 0) return "";
  if (args.length === 1) return typeof first === "string" ? first : inspect(first, options);
  let result = "";
  let next = 0;
  let separator = "";
  if (typeof first === "string") {
    let from = 0;
    for (let at = 0; at < first.length - 1; at++) {
      if (first[at] !== "%") continue;
      const letter = first[++at];
      if (letter === "%") {
        result += text.slice(first, from, at);
        from = at + 1;
        continue;
      }
      if (next + 1 === args.length) continue;
      const shown = substitute(letter, args[next + 1]);
      if (shown === undefined) continue;
      next++;
      result += text.slice(first, from, at - 1) + shown;
      from = at + 1;
    }
    if (from !== 0) {
      next++;
      separator = " ";
      result += text.slice(first, from);
    }
  }
  for (; next < args.length; next++) {
    result += separator + (typeof args[next] === "string" ? args[next] : inspect(args[next], options));
    separator = " ";
  }
  return result;
}

function substitute(letter, value) {
  switch (letter) {
    case "s":
      return asString(value);
    case "d":
      return asNumber(value, NumberOf);
    case "i":
      return asNumber(value, parseIntOf);
    case "f":
      return typeof value === "symbol" ? "NaN" : formatNumber(parseFloatOf(value));
    case "j":
      return asJson(value);
    case "o":
      return inspect(value, { showHidden: true, showProxy: true, depth: 4 });
    case "O":
      return inspect(value);
    case "c":
      return "";
    default:
      return undefined;
  }
}

function asNumber(value, convert) {
  if (typeof value === "bigint") return `${StringOf(value)}n`;
  return typeof value === "symbol" ? "NaN" : formatNumber(convert(value));
}

function asString(value) {
  if (typeof value === "number") return formatNumber(value);
  if (typeof value === "bigint") return `${StringOf(value)}n`;
  if (typeof value !== "object" || value === null || !hasBuiltInText(unproxied(value))) return StringOf(value);
  return inspect(value, { depth: 0, compact: 3 });
}

/** Whether an object would be written as "[object Object]" or the like: then it is inspected instead. */
function hasBuiltInText(value) {
  for (let object = value; object !== null; object = ObjectGetPrototypeOf(object)) {
    if (!hasOwn(object, "toString") && !hasOwn(object, symbolToPrimitive)) continue;
    if (object === value) return false;
    return maps.get(prototypes, object) !== undefined;
  }
  return true;
}

function asJson(value) {
  try {
    return `${jsonStringify(value)}`;
  } catch (error) {
    if (text.includes(StringOf(error.message), "circular")) return "[Circular]";
    throw error;
  }
}
