// What node:assert says of two values, in Node's own layout.
import { difference } from "./difference.js";
import { inspect } from "./inspect.js";
import { ObjectIs, split } from "./intrinsics.js";

const HEADERS = {
  __proto__: null,
  deepStrictEqual: "Expected values to be strictly deep-equal:",
  partialDeepStrictEqual: "Expected values to be partially and strictly deep-equal:",
  strictEqual: "Expected values to be strictly equal:",
  strictEqualObject: 'Expected "actual" to be reference-equal to "expected":',
  notDeepStrictEqual: 'Expected "actual" not to be strictly deep-equal to:',
  notStrictEqual: 'Expected "actual" to be strictly unequal to:',
  notStrictEqualObject: 'Expected "actual" not to be reference-equal to "expected":',
  notDeepEqual: 'Expected "actual" not to be loosely deep-equal to:',
};
/** Characters of two values that are shown beside each other. */
const SHORT = 12;
/** Characters of a line of a terminal: below it, a mark shows where texts begin to differ. */
const LINE = 80;
/** Equal lines that are shown around a difference. */
const CONTEXT = 5;
/** Equal lines at a beginning that a mark would show anyway. */
const EVIDENT = 3;

export const shown = (value) =>
  inspect(value, {
    compact: false,
    customInspect: false,
    depth: 1000,
    maxArrayLength: Infinity,
    breakLength: Infinity,
    sorted: true,
    getters: true,
    errorFrames: false,
  });

const isReference = (value) => (typeof value === "object" && value !== null) || typeof value === "function";

/** For the operators that compare strictly; `own` is the program's message. */
export function explainDifference(actual, expected, operator, own) {
  const first = shown(actual);
  const second = shown(expected);
  const references = isReference(actual) && isReference(expected);
  const header = own ?? HEADERS[operator === "strictEqual" && references ? "strictEqualObject" : operator];
  if (!isReference(actual) && !isReference(expected)) return header + simple(actual, expected, first, second);
  if (first === second && operator === "strictEqual" && typeof actual !== "function")
    return `${own ?? "Values have same structure but are not reference-equal:"}\n\n${first}\n`;
  if (first === second) return `${header}\n+ actual - expected\n\n+ ${first}\n- ${second}\n`;
  const { lines, skipped } = layOut(difference(split(first, "\n"), split(second, "\n")));
  return `${header}\n+ actual - expected${skipped ? "\n... Skipped lines" : ""}\n\n${lines}`;
}

function simple(actual, expected, first, second) {
  const quotes = (typeof actual === "string" ? 2 : 0) + (typeof expected === "string" ? 2 : 0);
  const zeros = actual === 0 && expected === 0 && !ObjectIs(actual, expected);
  if (!zeros && first.length + second.length - quotes <= SHORT) return `\n\n${first} !== ${second}\n`;
  let same = 0;
  while (same < first.length && first[same] === second[same]) same++;
  let mark = "";
  if (same >= EVIDENT && same < first.length && first.length <= LINE && second.length <= LINE) {
    for (let at = 0; at < same + 2; at++) mark += " ";
    mark = `\n${mark}^`;
  }
  return `\n+ actual - expected\n\n+ ${first}\n- ${second}${mark}\n`;
}

/** Long stretches of equal lines become their beginning, three dots and their last line. */
function layOut(steps) {
  let lines = "";
  let skipped = false;
  let equal = 0;
  for (let at = 0; at < steps.length; at++) {
    const { sign, line } = steps[at];
    if (sign === "  ") {
      if (equal++ < CONTEXT) lines += `  ${line}\n`;
      continue;
    }
    if (equal > CONTEXT + 2) {
      lines += `...\n`;
      skipped = true;
      lines += `  ${steps[at - 1].line}\n`;
    } else for (let back = equal - CONTEXT; back > 0; back--) lines += `  ${steps[at - back].line}\n`;
    equal = 0;
    lines += `${sign}${line}\n`;
  }
  return { lines, skipped };
}

/** For the operators that want a difference. */
export function explainSameness(actual, operator) {
  const value = shown(actual);
  const loose = operator === "notDeepEqual";
  const header = HEADERS[operator === "notStrictEqual" && isReference(actual) ? "notStrictEqualObject" : operator];
  const lines = split(value, "\n");
  return lines.length > 1 || loose ? `${header}\n\n${value}${loose ? "" : "\n"}` : `${header} ${value}`;
}

export const explainLoose = (actual, expected) =>
  `Expected values to be loosely deep-equal:\n\n${shown(actual)}\n\nshould loosely deep-equal\n\n${shown(expected)}`;
