// Intl, and what the language's own toLocaleString and localeCompare need of it. The host has the knowledge; here what
// the program gives is made into a question, and the answer into what the program expects.
import { forHost, fromHost } from "./border.js";
import { host } from "./host.js";
import {
  add,
  boxes,
  dates,
  ErrorOf,
  hasOwn,
  jsonParse,
  jsonStringify,
  list,
  NumberIsNaN,
  NumberOf,
  ObjectCreate,
  ObjectDefineProperty,
  ObjectIs,
  ObjectKeys,
  RangeErrorOf,
  StringOf,
  split,
  symbolIterator,
  symbolToStringTag,
  TypeErrorOf,
  text,
  WeakMapOf,
  weak,
} from "./intrinsics.js";
import { wallTime } from "./wall.js";

const DIGITS =
  "minimumIntegerDigits minimumFractionDigits maximumFractionDigits minimumSignificantDigits maximumSignificantDigits roundingPriority roundingIncrement roundingMode trailingZeroDisplay";
const NUMBER =
  "style currency currencyDisplay currencySign unit unitDisplay notation compactDisplay useGrouping signDisplay";
const DAY = "weekday year month day";
const CLOCK = "dayPeriod hour minute second fractionalSecondDigits";
const DATE = "calendar timeZone hour12 hourCycle era timeZoneName formatMatcher dateStyle timeStyle";
const words = (names) => split(names, " ");
/** What each kind may be asked for; read one by one, in this order. */
const OPTIONS = {
  __proto__: null,
  NumberFormat: words(`localeMatcher numberingSystem ${NUMBER} ${DIGITS}`),
  DateTimeFormat: words(`localeMatcher numberingSystem ${DAY} ${CLOCK} ${DATE}`),
  Collator: words("usage localeMatcher collation numeric caseFirst sensitivity ignorePunctuation"),
  PluralRules: words(`localeMatcher type ${DIGITS}`),
  ListFormat: words("localeMatcher type style"),
  RelativeTimeFormat: words("localeMatcher numberingSystem style numeric"),
  DisplayNames: words("localeMatcher style type fallback languageDisplay"),
  Segmenter: words("localeMatcher granularity"),
};

const encoded = (items, encode) => {
  let result = "";
  for (let at = 0; at < items.length; at++) result += (at === 0 ? "" : ",") + encode(items[at]);
  return `[${result}]`;
};
const quoted = (value) => jsonStringify(text.toWellFormed(value));

function localesOf(given) {
  if (given === undefined) return "[]";
  if (typeof given === "string") return `[${quoted(given)}]`;
  if (given === null) throw new TypeErrorOf("Cannot convert undefined or null to object");
  const found = list();
  const { length } = given;
  for (let at = 0; at < length && at < 10; at++) {
    if (typeof given[at] !== "string") throw new TypeErrorOf("Incorrect locale information provided");
    add(found, given[at]);
  }
  return encoded(found, quoted);
}

/** The options that are there, as pairs. */
function optionsOf(kind, given) {
  const found = { __proto__: null, names: list(), values: list() };
  if (given === undefined) return found;
  if (given === null) throw new TypeErrorOf("Cannot convert undefined or null to object");
  const names = OPTIONS[kind];
  for (let at = 0; at < names.length; at++) {
    const value = given[names[at]];
    if (value === undefined) continue;
    add(found.names, names[at]);
    add(found.values, typeof value === "boolean" ? `${value}` : quoted(StringOf(value)));
  }
  return found;
}
function has(options, names) {
  for (let at = 0; at < options.names.length; at++)
    for (let name = 0; name < names.length; name++) if (options.names[at] === names[name]) return true;
  return false;
}
function encodeOptions({ names, values }) {
  let result = "";
  for (let at = 0; at < names.length; at++) result += `${at === 0 ? "" : ","}"${names[at]}":${values[at]}`;
  return `{${result}}`;
}

const KINDS = { __proto__: null, RangeError: RangeErrorOf, TypeError: TypeErrorOf };
function ask(head, method, args) {
  const answer = jsonParse(fromHost(host.intl(forHost(`{${head},"method":"${method}","args":${args}}`))));
  if (hasOwn(answer, "error")) throw new (KINDS[answer.error] ?? ErrorOf)(answer.message);
  return answer.value;
}

const headOf = (kind, locales, options) =>
  `"kind":"${kind}","locales":${localesOf(locales)},"options":${encodeOptions(options)}`;
const open = (kind, locales, given) => headOf(kind, locales, optionsOf(kind, given));

/** As text, so that no digit is lost. */
function numberText(value) {
  if (typeof value === "string") return quoted(value);
  const number = typeof value === "bigint" ? value : (boxes.bigint(value) ?? NumberOf(value));
  return `"${ObjectIs(number, -0) ? "-0" : StringOf(number)}"`;
}
function timeText(value) {
  const time = value === undefined ? wallTime() : (dates.time(value) ?? NumberOf(value));
  if (NumberIsNaN(time) || time > 8.64e15 || time < -8.64e15) throw new RangeErrorOf("Invalid time value");
  return StringOf(time);
}
const wordText = (value) => quoted(StringOf(value));

/** For `(5).toLocaleString()`. */
export function formatNumber(value, locales, options) {
  return ask(open("NumberFormat", locales, options), "format", `[${numberText(value)}]`);
}

/** For the three of a date: what they show unless the options name something of theirs. */
const WANTED = {
  __proto__: null,
  toLocaleString: { asked: words(`${DAY} ${CLOCK}`), shown: words("year month day hour minute second"), not: "" },
  toLocaleDateString: { asked: words(DAY), shown: words("year month day"), not: "timeStyle" },
  toLocaleTimeString: { asked: words(CLOCK), shown: words("hour minute second"), not: "dateStyle" },
};
export function formatDate(name, value, locales, given) {
  const time = dates.time(value);
  if (time === null) throw new TypeErrorOf("this is not a Date object.");
  const options = optionsOf("DateTimeFormat", given);
  const { asked, shown, not } = WANTED[name];
  if (has(options, [not])) throw new TypeErrorOf(`Invalid option : ${not}`);
  if (!has(options, asked) && !has(options, ["dateStyle", "timeStyle"]))
    for (let at = 0; at < shown.length; at++) {
      add(options.names, shown[at]);
      add(options.values, '"numeric"');
    }
  const head = headOf("DateTimeFormat", locales, options);
  return NumberIsNaN(time) ? "Invalid Date" : ask(head, "format", `[${StringOf(time)}]`);
}

export function compareTexts(a, b, locales, options) {
  return ask(open("Collator", locales, options), "compare", `[${quoted(a)},${quoted(b)}]`);
}

/** What stands behind an object of a kind: the question's beginning. */
const states = new WeakMapOf();

/** `methods`: name → what makes the arguments' JSON of what it is called with. */
function define(kind, callable, methods) {
  const headFor = (self, name) => {
    const head = typeof self === "object" && self !== null ? weak.get(states, self) : undefined;
    if (head === undefined || !text.startsWith(head, `"kind":"${kind}"`))
      throw new TypeErrorOf(
        `Method Intl.${kind}.prototype.${name} called on incompatible receiver ${typeof self === "object" ? "#<Object>" : StringOf(self)}`,
      );
    return head;
  };
  const { [kind]: Kind } = {
    [kind]: function (locales, options) {
      if (new.target === undefined && !callable) throw new TypeErrorOf(`Constructor Intl.${kind} requires 'new'`);
      const head = open(kind, locales, options);
      ask(head, "resolvedOptions", "[]");
      const self = new.target === undefined ? ObjectCreate(Kind.prototype) : this;
      weak.set(states, self, head);
      return self;
    },
  };
  const { prototype } = Kind;
  const put = (object, name, value) =>
    ObjectDefineProperty(object, name, { __proto__: null, value, writable: true, configurable: true });
  put(Kind, "supportedLocalesOf", function supportedLocalesOf(locales) {
    return ask(headOf(kind, locales, optionsOf(kind, undefined)), "supportedLocalesOf", "[]");
  });
  put(prototype, "resolvedOptions", function resolvedOptions() {
    return ask(headFor(this, "resolvedOptions"), "resolvedOptions", "[]");
  });
  const names = ObjectKeys(methods);
  for (let at = 0; at < names.length; at++) {
    const name = names[at];
    const { bound, args, then } = methods[name];
    const call = (head, given) => {
      const answer = ask(head, name, args(given));
      return then ? then(answer, given) : answer;
    };
    if (bound)
      ObjectDefineProperty(prototype, name, {
        __proto__: null,
        get() {
          const head = headFor(this, name);
          return (...given) => call(head, given);
        },
        configurable: true,
      });
    else {
      const { [name]: method } = {
        [name](...given) {
          return call(headFor(this, name), given);
        },
      };
      put(prototype, name, method);
    }
  }
  ObjectDefineProperty(prototype, symbolToStringTag, { __proto__: null, value: `Intl.${kind}`, configurable: true });
  ObjectDefineProperty(Kind, "prototype", { __proto__: null, writable: false });
  put(intl, kind, Kind);
}

const intl = {};

export { intl as Intl };

ObjectDefineProperty(intl, symbolToStringTag, { __proto__: null, value: "Intl", configurable: true });

const one = (encode) => (given) => `[${encode(given[0])}]`;
const two = (encode) => (given) => `[${encode(given[0])},${encode(given[1])}]`;
/** How a method is called: `bound` is a property whose value is a function, `then` makes something of the answer. */
const called = (args, bound = false, then = null) => ({ __proto__: null, args, bound, then });
const formats = (encode) => ({
  __proto__: null,
  format: called(one(encode), true),
  formatToParts: called(one(encode)),
  formatRange: called(two(encode)),
  formatRangeToParts: called(two(encode)),
});
define("NumberFormat", true, formats(numberText));
define("DateTimeFormat", true, formats(timeText));
define("Collator", true, { __proto__: null, compare: called(two(wordText), true) });
const plain = (value) => {
  const number = NumberOf(value);
  return number - number === 0 ? StringOf(number) : `"${number}"`;
};
define("PluralRules", false, { __proto__: null, select: called(one(plain)), selectRange: called(two(plain)) });
const items = (given) => {
  const found = list();
  if (given[0] !== undefined)
    for (const item of given[0]) {
      if (typeof item !== "string") throw new TypeErrorOf(`Iterable yielded ${StringOf(item)} which is not a string`);
      add(found, item);
    }
  return `[${encoded(found, quoted)}]`;
};
define("ListFormat", false, { __proto__: null, format: called(items), formatToParts: called(items) });
const distance = (given) => {
  const number = NumberOf(given[0]);
  if (number - number !== 0) throw new RangeErrorOf("Invalid time value");
  return `[${ObjectIs(number, -0) ? "-0" : StringOf(number)},${wordText(given[1])}]`;
};
define("RelativeTimeFormat", false, { __proto__: null, format: called(distance), formatToParts: called(distance) });
define("DisplayNames", false, { __proto__: null, of: called(one(wordText)) });
const segments = (found, given) => {
  const input = StringOf(given[0]);
  for (let at = 0; at < found.length; at++) found[at].input = input;
  return {
    *[symbolIterator]() {
      for (let at = 0; at < found.length; at++) yield found[at];
    },
    containing(index = 0) {
      for (let at = found.length - 1; at >= 0; at--)
        if (found[at].index <= index && index < input.length) return found[at];
      return undefined;
    },
  };
};
define("Segmenter", false, { __proto__: null, segment: called(one(wordText), false, segments) });
const several = (kind, method, given) => ask(`"kind":"${kind}","locales":${given},"options":{}`, method, "[]");
ObjectDefineProperty(intl, "getCanonicalLocales", {
  __proto__: null,
  value: function getCanonicalLocales(locales) {
    return several("locales", "", localesOf(locales));
  },
  writable: true,
  configurable: true,
});
ObjectDefineProperty(intl, "supportedValuesOf", {
  __proto__: null,
  value: function supportedValuesOf(key) {
    return several("values", "", `[${quoted(StringOf(key))}]`);
  },
  writable: true,
  configurable: true,
});

/** For `[1.5, date].toLocaleString("de")`: which arrays it is inside. */
const inside = list();
export function formatList(items, locales, options) {
  for (let at = 0; at < inside.length; at++) if (inside[at] === items) return "";
  add(inside, items);
  try {
    let result = "";
    for (let at = 0; at < items.length; at++) {
      const item = items[at];
      result +=
        (at === 0 ? "" : ",") + (item === undefined || item === null ? "" : item.toLocaleString(locales, options));
    }
    return result;
  } finally {
    inside.length--;
  }
}
