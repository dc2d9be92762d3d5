/**
 * What the engine complains of, in V8's words: they name the expression that failed, which is in the program's text,
 * and the value that it was. Whatever is not known for certain stays out of a message.
 */
import { expressionAt, expressionBefore } from "./expressions.ts";

/** A value as V8 calls it, `number 5`, and as it shows it, `5`; of a list its length. */
export interface About {
  kind: string;
  shown: string;
  length?: number;
}

export interface Where {
  /** The text of the file, and the place in it; undefined if the error is nowhere in the person's own files. */
  text?: string;
  at?: number;
  /** The function of the language that threw it, `map`. */
  native?: string | undefined;
  /** The function of the person's in which it was thrown. */
  name?: string | undefined;
  about?: About | undefined;
}

/** Other words, and where it is if the engine did not know that. */
export type Complained = string | { words: string; at: number };

type Rule = [pattern: RegExp, words: (match: RegExpExecArray, where: Where) => Complained | undefined];

/** Characters of a line, and of a text, that are looked at. */
const MOST = 300;
const MOST_BEFORE_PATTERN = 600;
const ITERATOR = "(cannot read property Symbol(Symbol.iterator))";

/** Undefined if the engine's own words are to stay. */
export function complaintInWords(message: string, where: Where): Complained | undefined {
  for (const [pattern, words] of RULES) {
    const match = pattern.exec(message);
    if (match) return words(match, where);
  }
  return undefined;
}

/** The value that a message itself names. */
export function namedIn(message: string): About | undefined {
  const shown = /^Cannot read properties of (undefined|null) \(reading 'Symbol\.iterator'\)$/.exec(message)?.[1];
  return shown === undefined ? undefined : { kind: shown === "null" ? "object null" : shown, shown };
}

/** Whether there are other words for it, wherever it is. */
export const isComplaint = (message: string): boolean => RULES.some(([pattern]) => pattern.test(message));

const RULES: Rule[] = [
  [/^not a function$/, (_, where) => noFunction(where)],
  [/^(?:not a constructor|.* is not a constructor)$/, (_, where) => noConstructor(where)],
  [
    /^(?:value is not iterable|Cannot read properties of (undefined|null) \(reading 'Symbol\.iterator'\))$/,
    notIterable,
  ],
  [/^cannot convert (?:to object|undefined or null to object)$/i, (_, where) => noObject(where)],
  [
    /^null or undefined are forbidden$/,
    (_, { native }) => (native ? `String.prototype.${native} called on null or undefined` : undefined),
  ],
  [
    /^'(.+)' is read-only$/s,
    ([, key = ""], { about }) => `Cannot assign to read only property '${key}' of ${owner(key, about)}`,
  ],
  [/^object is not extensible$/, (_, where) => added(where)],
  [
    /^no setter for property$/,
    (_, where) =>
      `Cannot set property${before(assigned(where))} of ${where.about?.shown ?? "#<Object>"} which has only a getter`,
  ],
  [/^could not delete property$/, (_, where) => deleted(where)],
  [/^not an object$/, (_, where) => notAnObject(where)],
  [/^parent class must be constructor$/, () => "Class extends value which is not a constructor or null"],
  [/^invalid 'in' operand$/, () => "Cannot use 'in' operator to search in what is no object"],
  [/^empty array$/, () => "Reduce of empty array with no initial value"],
  [
    /^class constructors must be invoked with 'new'$/,
    (_, { name }) => `Class constructor${before(name ?? "")} cannot be invoked without 'new'`,
  ],
  [
    /^Cannot access 'this' before initialization$/,
    () => "Must call super constructor in derived class before accessing 'this' or returning from derived constructor",
  ],
  [/^invalid repeat count$/, (_, { text = "", at = 0 }) => withArgument("Invalid count value", text, at)],
  [
    /^invalid number of digits$/,
    (_, { native }) =>
      native === "toPrecision"
        ? "toPrecision() argument must be between 1 and 100"
        : native === "toExponential"
          ? "toExponential() argument must be between 0 and 100"
          : "toFixed() digits argument must be between 0 and 100",
  ],
  [/^radix must be between 2 and 36$/, () => "toString() radix argument must be between 2 and 36"],
  [
    /^cannot convert bigint to number$/,
    (_, { native }) =>
      native === undefined || native === ""
        ? "Cannot mix BigInt and other types, use explicit conversions"
        : "Cannot convert a BigInt value to a number",
  ],
  [/^bigint argument with unary \+$/, () => "Cannot convert a BigInt value to a number"],
  [/^BigInt division by zero$/, () => "Division by zero"],
  [/^BigInt negative exponent$/, () => "Exponent must be positive"],
  [/^cannot convert symbol to (string|number)$/, ([, type]) => `Cannot convert a Symbol value to a ${type}`],
  [/^invalid 'instanceof' right operand$/, () => "Right-hand side of 'instanceof' is not callable"],
  [/^cannot invoke a running generator$/, () => "Generator is already running"],
  [
    /^private class field '(#.+)' does not exist$/,
    ([, name], where) =>
      isAssigned(where)
        ? `Cannot write private member ${name} to an object whose class did not declare it`
        : `Cannot read private member ${name} from an object whose class did not declare it`,
  ],
  [
    /^regexp must have the 'g' flag$/,
    (_, { native = "" }) => `String.prototype.${native} called with a non-global RegExp argument`,
  ],
  [/^expecting (?:hex digit|%)$/, () => "URI malformed"],
  [
    /^must be called with new$/,
    (_, { native }) =>
      native === "Promise"
        ? "Promise constructor cannot be invoked without 'new'"
        : native
          ? `Constructor ${native} requires 'new'`
          : undefined,
  ],
  [
    /^invalid value used as (WeakMap key|WeakSet key)$/,
    ([, what]) => (what === "WeakMap key" ? "Invalid value used as weak map key" : "Invalid value used in weak set"),
  ],
  [/^bad normalization form$/, () => "The normalization form should be one of NFC, NFD, NFKC, NFKD."],
  [
    /^cannot have setter\/getter and value or writable$/,
    () => "Invalid property descriptor. Cannot both specify accessors and a value or writable attribute, #<Object>",
  ],
];

function noFunction({ text, at, native, about }: Where): string | undefined {
  if (native !== undefined) {
    if (!about) return undefined;
    if (native === "sort" || native === "toSorted")
      return `The comparison function must be either a function or undefined: ${about.shown}`;
    if (native === "Promise") return `Promise resolver ${about.shown} is not a function`;
    return `${about.kind} is not a function`;
  }
  const callee = text === undefined || at === undefined ? undefined : expressionBefore(text, at);
  return callee && `${callee.text} is not a ${callee.isNew ? "constructor" : "function"}`;
}

function noConstructor({ text, at, native }: Where): string | undefined {
  const callee =
    native !== undefined || text === undefined || at === undefined ? undefined : expressionBefore(text, at);
  return callee?.isNew ? `${callee.text} is not a constructor` : undefined;
}

function notIterable([, missing]: RegExpExecArray, { text, at, native, about }: Where): Complained | undefined {
  const general = about && `${about.kind} is not iterable ${ITERATOR}`;
  if (native !== undefined || text === undefined || at === undefined) return general;
  const through = goneThrough(text, at);
  if (!through) return takenApart(text, at, "[", general, (expression) => `${expression} is not iterable`);
  if (through.by === "call")
    return missing === undefined
      ? "Spread syntax requires ...iterable[Symbol.iterator] to be a function"
      : `${through.expression} is not iterable (cannot read property undefined)`;
  return `${through.expression} is not iterable`;
}

/** What `for … of`, or three dots in a list or a call, go through at the place. */
function goneThrough(text: string, at: number): { expression: string; by: "list" | "call" } | undefined {
  const line = text.lastIndexOf("\n", at - 1) + 1;
  const before = text.slice(Math.max(line, at - MOST), at);
  const sign = [...before.matchAll(/\bof\s+|\.\.\./g)].at(-1);
  if (!sign) return undefined;
  const start = at - before.length + sign.index + sign[0].length;
  const expression = expressionAt(text, start);
  if (expression === undefined) return undefined;
  const opened = /[([{,]\s*$/.exec(before.slice(0, sign.index))?.[0].trim();
  const isCall =
    sign[0] === "..." && (opened === "(" || (opened === "," && !/[[{][^\])}]*$/.test(before.slice(0, sign.index))));
  return { expression, by: isCall ? "call" : "list" };
}

function noObject({ text, at, native, about }: Where): Complained {
  if (native !== undefined || !about || text === undefined || at === undefined)
    return "Cannot convert undefined or null to object";
  const value = about.shown;
  return takenApart(text, at, "{", `Cannot destructure '${value}' as it is ${value}.`, (expression, key) =>
    key
      ? `Cannot destructure property '${key}' of '${expression}' as it is ${value}.`
      : `Cannot destructure '${expression}' as it is ${value}.`,
  ) as Complained;
}

/** Where the function ends that begins at the place, or that has the place in it; the end of what is looked at at most. */
function endOfFunction(text: string, at: number): number {
  const most = Math.min(text.length, at + MOST_BEFORE_PATTERN);
  const head = /^(?:async\s+)?(?:function\b[^(]*|[\w$#]+\s*)?\([^()]*\)\s*(?:=>\s*)?(?=\{)/.exec(text.slice(at, most));
  let depth = 0;
  for (let end = at + (head?.[0].length ?? 0); end < most; end++)
    if (text[end] === "{") depth++;
    else if (text[end] === "}" && --depth < (head ? 1 : 0)) return end;
  return most;
}

/**
 * A pattern, `{ name }` or `[first]`, in which a value is taken apart: the engine knows no place of it, only the last one
 * before. It is told apart if there is exactly one from there on before the next thing that would have a place.
 */
function takenApart(
  text: string,
  at: number,
  bracket: "{" | "[",
  otherwise: string | undefined,
  words: (expression: string, key: string | undefined) => string,
): Complained | undefined {
  const whole = text.slice(at, endOfFunction(text, at));
  // At the beginning of a function: what it is given may be taken apart at once.
  const given = /^(?:async\s+)?(?:function\b[^(]*|[\w$#]+\s*)?\(\s*([{[])\s*([\w$]*)/.exec(whole);
  if (given?.[1] === bracket) {
    // Of what is inside, or stands in for it, one cannot tell.
    if (/[=:]\s*[{[]/.test(whole.slice(given[0].length, whole.indexOf(")")))) return otherwise;
    const value = /'(undefined|null)'/.exec(otherwise ?? "")?.[1];
    return {
      words: bracket === "[" || !value ? (otherwise ?? "") : words(value === "null" ? "object null" : value, given[2]),
      at: at + given[0].search(/[{[]/),
    };
  }
  const found: { words: string; at: number }[] = [];
  const pattern =
    bracket === "{"
      ? /(?:\b(?:const|let|var)\s+|\()(\{[^;{}]*\})\s*=\s*(?![=>])/g
      : /(?:\b(?:const|let|var)\s+|[;{}]\s*)(\[[^;\]]*\])\s*=\s*(?![=>])/g;
  for (const { 0: sign, 1: inner = "", index } of whole.matchAll(pattern)) {
    const expression = expressionAt(whole, index + sign.length);
    const key = /^\{\s*([A-Za-z_$][\w$]*)\s*[,}=:]/.exec(inner)?.[1];
    found.push({
      words: expression === undefined ? (otherwise ?? "") : words(expression, key),
      at: at + index + sign.indexOf(inner),
    });
  }
  const [only] = found;
  if (!only || found.length > 1) return otherwise;
  return only;
}

const owner = (key: string, about: Where["about"]): string => {
  if (!about) return `object '${key === "length" ? "[object Array]" : "#<Object>"}'`;
  const [type = ""] = about.kind.split(" ", 1);
  return `${type === "string" || type === "number" || type === "boolean" ? type : "object"} '${about.shown}'`;
};

function notAnObject(where: Where): string | undefined {
  const type = /^(?:string|number|boolean|symbol|bigint)\b/.exec(where.about?.kind ?? "")?.[0];
  const key = assigned(where);
  if (!type || !key) return undefined;
  const shown = where.about?.shown ?? "";
  if (type === "string" && (key === "length" || (/^\d+$/.test(key) && Number(key) < shown.length)))
    return `Cannot assign to read only property '${key}' of string '${shown}'`;
  return `Cannot create property '${key}' on ${type} '${shown}'`;
}

/** The key to which something is assigned at the place. */
function assigned({ text = "", at = 0 }: Where): string {
  const after = text.slice(at, at + 200);
  return (
    /^\s*\??\.([\w$#]+)/.exec(after)?.[1] ??
    /^\s*\[\s*(?:"([^"]*)"|'([^']*)'|(\d+))\s*\]/
      .exec(after)
      ?.slice(1)
      .find((one) => one !== undefined) ??
    ""
  );
}
const before = (word: string): string => (word === "" ? "" : ` ${word}`);

function added(where: Where): string | undefined {
  const { native, about } = where;
  if (native !== undefined && native !== "push") return undefined;
  const key = native === undefined ? assigned(where) : (about?.length ?? "");
  return `Cannot add property${before(`${key}`)}, object is not extensible`;
}

function deleted(where: Where): string {
  const { native, about } = where;
  const last = about?.length !== undefined && native === "pop" ? `${about.length - 1}` : "";
  const key = native === undefined ? assigned(where) : last;
  return `Cannot delete property${before(key && `'${key}'`)} of ${about?.shown ?? "#<Object>"}`;
}

const isAssigned = ({ text = "", at = 0 }: Where): boolean =>
  /^\s*\.#[\w$]+\s*(?:[-+*/%]?=(?!=)|\+\+|--)/.test(text.slice(at, at + 200));

/** The argument of the call at the place, where it is written down there. */
function withArgument(words: string, text: string, at: number): string {
  const argument = /^\(\s*(-?(?:[\d.]+|Infinity))\s*\)/.exec(text.slice(at, at + 50))?.[1];
  return argument ? `${words}: ${argument}` : words;
}
