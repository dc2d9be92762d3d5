/**
 * What programs ask of `Intl`, answered by Node's own, so that it is the same to the byte. One question and one answer
 * a call, both JSON: kinds, methods and options are named here, and nothing else reaches Node. No state but a few
 * formatters that are kept, because making one takes long.
 */

const METHODS: Record<string, readonly string[]> = {
  NumberFormat: ["format", "formatToParts", "formatRange", "formatRangeToParts"],
  DateTimeFormat: ["format", "formatToParts", "formatRange", "formatRangeToParts"],
  Collator: ["compare"],
  PluralRules: ["select", "selectRange"],
  ListFormat: ["format", "formatToParts"],
  RelativeTimeFormat: ["format", "formatToParts"],
  DisplayNames: ["of"],
  Segmenter: ["segment"],
};
const OPTIONS = new Set(
  "localeMatcher style currency currencyDisplay currencySign unit unitDisplay minimumIntegerDigits minimumFractionDigits maximumFractionDigits minimumSignificantDigits maximumSignificantDigits roundingPriority roundingIncrement roundingMode trailingZeroDisplay notation compactDisplay useGrouping signDisplay numberingSystem calendar timeZone hour12 hourCycle weekday era year month day dayPeriod hour minute second fractionalSecondDigits timeZoneName formatMatcher dateStyle timeStyle usage sensitivity ignorePunctuation numeric caseFirst collation type granularity fallback languageDisplay".split(
    " ",
  ),
);
/** Characters of a question; a longer one is a program's that wants no answer. Two texts are compared in no time. */
const MAX_QUESTION = 65_536;
const MAX_COMPARED = 2_097_152;
/**
 * What Node's own takes minutes for, in native code that nothing can end before it is done: a number of more places
 * than any has, and more accents on one letter than any text has, which are put in order.
 */
const HUGE_EXPONENT = /e[+-]?\d{5}/i;
const MANY_MARKS = /\p{M}{100}/u;
/** Languages that are looked for, and characters of each and of an option. */
const MAX_LOCALES = 10;
const MAX_WORD = 100;
/** Formatters that are kept in a thread, some 20 KB each. */
const MAX_KEPT = 40;

interface Question {
  kind: string;
  method: string;
  locales: string[];
  options: Record<string, string | boolean>;
  args: (string | number | string[])[];
}

type Formatter = Record<string, (...args: unknown[]) => unknown>;
const kept = new Map<string, Formatter>();

/** `{"value": …}`, or `{"error": name, "message": …}` for what Node throws. Never throws. */
export function answerIntl(text: string): string {
  try {
    if (text.length > (text.startsWith('{"kind":"Collator"') ? MAX_COMPARED : MAX_QUESTION))
      throw new RangeError("That is too long to be formatted.");
    return JSON.stringify({ value: answer(JSON.parse(text) as Question) });
  } catch (error) {
    const known = error instanceof RangeError || error instanceof TypeError;
    return JSON.stringify({
      error: known ? error.name : "RangeError",
      message: known ? error.message : "That cannot be formatted.",
    });
  }
}

function answer({ kind, method, locales, options, args }: Question): unknown {
  if (kind === "locales") return Intl.getCanonicalLocales(words(locales));
  if (kind === "values") return Intl.supportedValuesOf(words(locales)[0] as "unit");
  const methods = Object.hasOwn(METHODS, kind) ? METHODS[kind] : undefined;
  if (methods && method === "supportedLocalesOf") return kindOf(kind).supportedLocalesOf(words(locales));
  const formatter = methods && formatterOf(kind, words(locales), options);
  if (!formatter) throw new RangeError("There is no such formatter.");
  if (method === "resolvedOptions") return formatter.resolvedOptions?.();
  if (!methods.includes(method)) throw new RangeError("There is no such method.");
  const unfit = kind === "Collator" ? MANY_MARKS : HUGE_EXPONENT;
  if (args.some((given) => typeof given === "string" && unfit.test(given)))
    throw new RangeError("That is too long to be formatted.");
  const result = (formatter[method] as (...given: unknown[]) => unknown)(...args);
  if (kind !== "Segmenter") return result;
  return [...(result as Iterable<Intl.SegmentData>)].map(({ segment, index, isWordLike }) => ({
    segment,
    index,
    ...(isWordLike === undefined ? {} : { isWordLike }),
  }));
}

interface Kind {
  new (locales: string[], options: object): Formatter;
  supportedLocalesOf(locales: string[]): string[];
}
const kindOf = (name: string): Kind => (Intl as unknown as Record<string, Kind>)[name] as Kind;

function words(given: readonly string[]): string[] {
  const few = given.slice(0, MAX_LOCALES).map((word) => `${word}`);
  if (few.some((word) => word.length > MAX_WORD)) throw new RangeError("Incorrect locale information provided");
  return few;
}

function formatterOf(kind: string, locales: string[], given: Question["options"]): Formatter {
  const key = JSON.stringify([kind, locales, given]);
  let formatter = kept.get(key);
  if (!formatter) {
    // A program knows neither where the machine is nor what it speaks.
    const options: Record<string, string | boolean> = kind === "DateTimeFormat" ? { timeZone: "UTC" } : {};
    for (const [name, value] of Object.entries(given))
      if (OPTIONS.has(name)) options[name] = typeof value === "boolean" ? value : `${value}`.slice(0, MAX_WORD);
    const Kind = kindOf(kind);
    formatter = new Kind(locales.length > 0 ? locales : ["en-US"], options);
    const [oldest] = kept.keys();
    if (kept.size >= MAX_KEPT && oldest !== undefined) kept.delete(oldest);
    kept.set(key, formatter);
  }
  return formatter;
}
