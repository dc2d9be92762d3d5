// The language's own methods that follow a language: each run has them, and loads what they need with the first call.
import { host } from "./host.js";
import { boxes, dates, min, ObjectDefineProperty, StringOf, TypeErrorOf, text } from "./intrinsics.js";

let loaded = null;
const intl = () => {
  loaded ??= host.module("pairlab:intl.js");
  return loaded;
};
const define = (owner, method) =>
  ObjectDefineProperty(owner, method.name, { __proto__: null, value: method, writable: true, configurable: true });

define(
  Number.prototype,
  {
    toLocaleString(locales, options) {
      const number = boxes.number(this);
      if (number === null) throw new TypeErrorOf("Number.prototype.toLocaleString requires that 'this' be a Number");
      return intl().formatNumber(number, locales, options);
    },
  }.toLocaleString,
);
define(
  BigInt.prototype,
  {
    toLocaleString(locales, options) {
      const number = boxes.bigint(this);
      if (number === null) throw new TypeErrorOf("BigInt.prototype.toLocaleString requires that 'this' be a BigInt");
      return intl().formatNumber(number, locales, options);
    },
  }.toLocaleString,
);
define(
  Array.prototype,
  {
    toLocaleString(locales, options) {
      if (this === undefined || this === null)
        throw new TypeErrorOf("Array.prototype.toLocaleString called on null or undefined");
      return intl().formatList(this, locales, options);
    },
  }.toLocaleString,
);
const ofDate = {
  toLocaleString(locales, options) {
    return intl().formatDate("toLocaleString", this, locales, options);
  },
  toLocaleDateString(locales, options) {
    return intl().formatDate("toLocaleDateString", this, locales, options);
  },
  toLocaleTimeString(locales, options) {
    return intl().formatDate("toLocaleTimeString", this, locales, options);
  },
};
define(Date.prototype, ofDate.toLocaleString);
define(Date.prototype, ofDate.toLocaleDateString);
define(Date.prototype, ofDate.toLocaleTimeString);

// The engine leaves out what the time zone is called.
const withZone = (plain) => (date) => {
  const shown = plain(date);
  return text.endsWith(shown, "+0000") ? `${shown} (Coordinated Universal Time)` : shown;
};
const zoned = { toString: withZone(dates.text), toTimeString: withZone(dates.timeText) };
const ofClock = {
  toString() {
    return zoned.toString(this);
  },
  toTimeString() {
    return zoned.toTimeString(this);
  },
};
define(Date.prototype, ofClock.toString);
define(Date.prototype, ofClock.toTimeString);

/** The printable characters of ASCII in the order of a dictionary; letters are put beside their small ones. */
const ORDER = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$0123456789abcdefghijklmnopqrstuvwxyz";
const ranks = new Uint8Array(128);
for (let at = 0; at < ORDER.length; at++) ranks[ORDER.charCodeAt(at)] = at + 1;
for (let at = 65; at <= 90; at++) ranks[at] = ranks[at + 32];

/** What is different first; then, that small letters come before capitals. Undefined if there is more to it. */
function compareAscii(a, b) {
  const common = min(a.length, b.length);
  let byRank = 0;
  let byCase = 0;
  for (let at = 0; at < common; at++) {
    const left = text.charCodeAt(a, at);
    const right = text.charCodeAt(b, at);
    if (left === right && ranks[left]) continue;
    const difference = ranks[left] - ranks[right];
    if (!ranks[left] || !ranks[right]) return undefined;
    if (byRank === 0) byRank = difference;
    if (difference === 0 && byCase === 0) byCase = right - left;
  }
  const rest = a.length < b.length ? b : a;
  for (let at = common; at < rest.length; at++) if (!ranks[text.charCodeAt(rest, at)]) return undefined;
  const result = byRank || a.length - b.length || byCase;
  return result === 0 ? 0 : result < 0 ? -1 : 1;
}

define(
  String.prototype,
  {
    localeCompare(that, locales, options) {
      if (this === undefined || this === null)
        throw new TypeErrorOf("String.prototype.localeCompare called on null or undefined");
      const a = StringOf(this);
      const b = StringOf(that);
      const known = options === undefined && (locales === undefined || locales === "en" || locales === "en-US");
      return (known ? compareAscii(a, b) : undefined) ?? intl().compareTexts(a, b, locales, options);
    },
  }.localeCompare,
);
