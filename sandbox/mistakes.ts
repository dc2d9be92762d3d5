/** For an error that ended a program: what beginners have usually done to get it, in one plain sentence. */
import type { RunError } from "#protocol/runs";
import type { About } from "./complaints.ts";
import { explainCycle } from "./explain.ts";
import { expressionBefore } from "./expressions.ts";
import { foreignWord, METHODS } from "./foreign-words.ts";
import { firstOf, type Mistake, type Rule } from "./mistake.ts";
import { nearest } from "./near.ts";
import type { Program } from "./program.ts";
import { explainSyntax } from "./syntax-mistakes.ts";

/** Characters of a file and of a line beyond which nobody has typed them, and a look at them would take long. */
const MAX_TEXT = 100_000;
const MAX_LINE = 1_000;
/** Characters of a sentence: one with longer names in it helps nobody. */
const MAX_SENTENCE = 400;

/** `unhandled`: it is what a promise was rejected with, which nobody handled. `about`: the value that it is about. */
export function explainMistake(
  error: RunError,
  program: Program,
  { unhandled = false, about }: { unhandled?: boolean; about?: About | undefined } = {},
): string | undefined {
  const [frame] = error.frames;
  const whole = (frame && program.text(frame.path)) ?? "";
  const text = whole.length > MAX_TEXT ? "" : whole;
  const line = text.split("\n")[(frame?.line ?? 0) - 1] ?? "";
  const mistake: Mistake = {
    error,
    program,
    text,
    line: line.length > MAX_LINE ? "" : line,
    column: frame?.column ?? 1,
    about,
  };
  const said =
    error.name === "SyntaxError" ? (explainSyntax(mistake) ?? firstOf(RULES, mistake)) : firstOf(RULES, mistake);
  if (said !== undefined && said.length <= MAX_SENTENCE) return said;
  if (!unhandled) return undefined;
  return "It happened in a promise that nobody waits for: write await before the call that makes it, inside try and catch, or add .catch(…) to it.";
}

const RULES: Rule[] = [
  [
    /^ReferenceError: (.+) is not defined$/,
    ([, name = ""], { text, program }) => {
      const foreign = foreignWord(name);
      if (foreign) return foreign;
      const meant = nearest(name, namesIn(text)) ?? nearest(name, GLOBALS);
      if (meant) return `There is no "${name}" here. Did you mean "${meant}"?`;
      const file = program.paths().find((path) => exportsOf(program.text(path) ?? "").includes(name));
      if (file)
        return `"${name}" is in ${file}: import it at the top of this file, as in import { ${name} } from "./${file}".`;
      return `Nothing is called "${name}" here. Make it first, as in let ${name} = …, or put it in quotes if it is meant as text.`;
    },
  ],
  [
    /^ReferenceError: Cannot access '(.+)' before initialization$/,
    ([, name = ""], { error, program }) => {
      const [frame] = error.frames;
      const cycle = frame && program.cycleThrough(frame.path);
      if (cycle) return explainCycle(cycle);
      return `"${name}" is used before the line that makes it (with let, const or class) has run. Move that line further up.`;
    },
  ],
  [
    /^ReferenceError: Must call super constructor/,
    () => "A class that extends another must call super(…) in its constructor before it uses this.",
  ],
  [
    /^TypeError: Cannot (read|set) properties of (undefined|null) \(\w+ '(.+)'\)$/,
    ([, verb, value = "", key = ""], { line, column }) => {
      const owner = expressionBefore(line, column - 1)?.text;
      const member = /^\d+$/.test(key) ? `[${key}]` : `.${key}`;
      const what = verb === "read" ? `there is no ${member} to read` : `${member} cannot be set`;
      if (owner === "this")
        return `"this" is undefined here, so ${what}. A method loses its "this" when it is handed on without its object: hand on () => object.method() instead.`;
      const who = owner ? `${owner} is ${value}` : `What stands before ${member} is ${value}`;
      if (/\[[^\]]*\]$/.test(owner ?? ""))
        return `${who}, so ${what}. There is nothing at that place: positions begin at 0 and end at length - 1.`;
      const asked = /\.(\w+)\(\.\.\.\)$/.exec(owner ?? "")?.[1] ?? "";
      if (asked === "forEach") return `${who}, so ${what}: forEach() gives nothing back. To get a new list use map().`;
      if (METHODS.includes(asked)) return `${who}, so ${what}: ${asked}() has found nothing to give back.`;
      if (/\)$/.test(owner ?? "")) return `${who}: the call gave nothing back, so ${what}. Is a return missing?`;
      return `${who} at this point, so ${what}. Look where ${owner ?? "it"} should get its value.`;
    },
  ],
  [
    /^TypeError: Cannot destructure/,
    () =>
      "What stands to the right of the { … } (or is given to the function) is undefined or null, so nothing can be taken out of it.",
  ],
  [
    /^TypeError: Promise resolver/,
    () => "new Promise needs a function to call, as in new Promise((resolve) => setTimeout(resolve, 100)).",
  ],
  [
    /^TypeError: The comparison function/,
    () => "sort() needs no argument, or a function that compares two items, as in .sort((a, b) => a - b).",
  ],
  [
    /^TypeError: The "callback" argument must be of type function/,
    (_, { line }) =>
      /\bset(?:Timeout|Interval)\(\s*[\w$.]+\(/.test(line)
        ? "It needs the function itself, and was given what a call of it gives back. Write () => before the call."
        : "It needs a function to call, as in setTimeout(() => …, 100).",
  ],
  [
    /^TypeError: (.+) is not a function$/,
    ([, callee = ""], { line, column, about }) => {
      const name = /([\w$]+)$/.exec(callee)?.[1] ?? "";
      // The call of a function of the language, which was given something else.
      const called = expressionBefore(line, column - 1)?.text;
      const native = called !== callee && about?.kind === callee && /\.(\w+)$/.exec(called ?? "")?.[1];
      if (native && !TAKE_FUNCTIONS.includes(native)) return undefined;
      if (native)
        return `${native}() needs a function to call, as in .${native}((item) => …), and was given ${given(about)}.`;
      if (callee.includes(".") && !METHODS.includes(name)) {
        const meant = nearest(name, METHODS, 1);
        if (meant) return `There is no .${name}(). Did you mean .${meant}()?`;
      }
      const after = line.slice(column - 1);
      if (/\)$/.test(callee) && after.startsWith("("))
        return `${callee} gives back something that is no function, so it cannot be called again with (…).`;
      if (callee.includes(".") && METHODS.includes(name)) {
        const owner = callee.slice(0, -name.length - 1);
        return `${owner} has no .${name}() here: it is not the kind of value that you think. console.log(${owner}) shows what it is.`;
      }
      const what = about ? given(about) : "none";
      return `Only a function can be called with (…), and ${callee} is ${what} at this point.`;
    },
  ],
  [
    /^TypeError: Assignment to constant variable/,
    (_, { line, column }) => {
      const name =
        /^\s*([A-Za-z_$][\w$]*)/.exec(line.slice(column - 1))?.[1] ??
        /([A-Za-z_$][\w$]*)\s*(?:\+\+|--)?$/.exec(line.slice(0, column - 1))?.[1] ??
        "The variable";
      return `${name} was made with const, so it keeps its first value. Make it with let if it is to change.`;
    },
  ],
  [
    /^TypeError: Cannot assign to read only property.*/s,
    ([whole]) =>
      / of string '/.test(whole)
        ? "A text cannot be changed in place. Make another one, as in text.slice(…) or text.replace(…)."
        : "The object was frozen, or the property cannot be changed, so its value stays. Make a changed copy instead: { ...object, key: value }.",
  ],
  [
    /^TypeError: Cannot (?:add|delete) property/,
    () => "The object was frozen or sealed, so nothing can be added to it or deleted. Make a changed copy instead.",
  ],
  [
    /^TypeError: Cannot set property .*which has only a getter$/s,
    () => "This property is computed by a getter and has no setter, so nothing can be assigned to it.",
  ],
  [
    /^RangeError: Maximum call stack size exceeded$/,
    (_, { error }) => {
      const [frame] = error.frames;
      const who = frame?.name ? `${frame.name}() calls itself` : "A function calls itself";
      return `${who} again and again and never stops. It needs a case in which it does not.`;
    },
  ],
  [
    /^RangeError: Invalid (array length|count value|string length)/,
    ([, what]) =>
      what === "count value"
        ? "repeat() needs a number that is 0 or more."
        : what === "array length"
          ? "A list's length must be a whole number that is 0 or more. Is a number negative, or no number?"
          : "The text became too long. Does a loop add to it without end?",
  ],
  [
    /^RangeError: Invalid time value/,
    () => 'The date could not be understood, so it cannot be written. Write dates as in new Date("2026-01-31").',
  ],
  [
    /^TypeError: (?:(.+) is not iterable(?: \(.*\))?|Spread syntax requires .*)$/s,
    ([, name = "It"], { about }) =>
      about?.shown === "#<Promise>"
        ? `${/^[\w$.]+$/.test(name) && name !== "object" ? name : "It"} is a promise: write await before the call that makes it.`
        : /^(?:undefined|object null)$/.test(about?.kind ?? "")
          ? `A list was expected here (for … of, [...list] or [a, b] = list), and it is ${about?.shown}.`
          : "Only lists, texts, Maps and Sets can be gone through with for … of or spread with [...]. For an object use Object.entries(object).",
  ],
  [
    /^SyntaxError: Invalid regular expression|^SyntaxError: Invalid flags supplied/,
    () =>
      "The pattern is no regular expression. Signs such as ( [ * + ? are part of its language: write a \\ before one that is meant as itself.",
  ],
  [
    /^TypeError: Class extends value/,
    () => "What stands behind extends is no class at this point. Is its name right, and is it imported?",
  ],
  [
    /^TypeError: Cannot convert undefined or null to object$/,
    () => "An object was expected in the brackets, and what is there is undefined or null.",
  ],
  [
    /^TypeError: String\.prototype\.(\w+) called with a non-global/,
    ([, name]) => `${name}() needs the flag g behind the pattern, as in /a/g.`,
  ],
  [
    /^TypeError: Class constructors? .*cannot be invoked without 'new'/,
    () => "An object of a class is made with new, as in new Name(…).",
  ],
  [
    /^TypeError: (.+) is not a constructor$/,
    ([, what = ""]) => `new needs a class, and ${what === "That" ? "what stands behind it" : what} is none.`,
  ],
  [
    /^TypeError: Reduce of empty array/,
    () => "The list is empty, so reduce() has nothing to begin with. Give it a first value: list.reduce(fn, 0).",
  ],
  [
    /^TypeError: not an object$/,
    (_, { line }) =>
      /new (?:Weak)?Map\(/.test(line) ? "A Map is made of pairs: new Map([[key, value], [key, value]])." : undefined,
  ],
  [
    /^TypeError: Converting circular structure/,
    () => "The object contains itself, directly or through others, so it cannot be written as JSON.",
  ],
  [
    /^TypeError: Cannot mix BigInt/,
    () => "A BigInt (5n) and a number cannot be calculated together. Turn one into the other: BigInt(5) or Number(5n).",
  ],
  [
    /^TypeError: Cannot use 'in' operator/,
    () => "in looks for a key of an object. To look into a text or a list, use .includes(…).",
  ],
  [
    /^SyntaxError: (?!.* is not JSON: ).*(?:not valid JSON|end of JSON input|(?:in|after) JSON at position.*)$/s,
    ([whole]) =>
      whole.includes("[object Object]")
        ? "JSON.parse reads a text, and was given an object. It needs no parsing."
        : whole.includes("end of JSON")
          ? "The text ends before the JSON in it is complete. Is it empty?"
          : "The text that JSON.parse was given is no JSON: keys and texts need double quotes, and no comma stands before a closing bracket.",
  ],
  [
    /^SyntaxError: The requested module '(.+)' does not provide an export named '(.+)'$/,
    ([, path = "", name = ""], { program }) => {
      const names = exportsOf(program.text(path) ?? "");
      const meant = nearest(name, names);
      if (meant) return `${path} has no "${name}". Did you mean "${meant}"?`;
      if (name === "default")
        return `${path} has no default export. Import by name, as in import { ${names[0] ?? "name"} } from "./${path}", or write export default in it.`;
      return names.length > 0
        ? `${path} exports ${names.join(", ")}, and no "${name}". Write export before what is to be imported.`
        : `${path} exports nothing. Write export before what is to be imported.`;
    },
  ],
  [
    /^Error: ENOENT: .*, \w+ '(.+)'$/,
    ([, path = ""], { program }) => {
      const meant = nearest(path.replace(/^\.?\//, ""), program.paths());
      return `There is no file "${path}" in this room. ${meant ? `Did you mean "${meant}"?` : "Paths begin at the room's top folder."}`;
    },
  ],
];

/** Functions of the language that call what they are given. */
const TAKE_FUNCTIONS =
  "map forEach filter find findIndex findLast findLastIndex some every reduce reduceRight flatMap then".split(" ");

const GLOBALS = [
  ..."Array Boolean Date Error JSON Map Math Number Object Promise Proxy RegExp Set String Symbol URL".split(" "),
  ..."console process prompt alert confirm setTimeout setInterval clearTimeout clearInterval structuredClone".split(
    " ",
  ),
  ..."parseInt parseFloat isNaN undefined NaN Infinity null true false".split(" "),
];

/** The names that are made in a file, as far as a look at its text shows. */
export function namesIn(text: string): Set<string> {
  const names = new Set<string>();
  for (const [, list = ""] of text.matchAll(/\b(?:let|const|var|function\*?|class|enum|import)\s+([^=;(]{1,200})/g))
    for (const [name] of list.matchAll(/[A-Za-z_$][\w$]*/g)) names.add(name);
  for (const [, list = ""] of text.matchAll(/\(([^()]{1,300})\)\s*(?:=>|\{|:)/g))
    for (const [name] of list.matchAll(/[A-Za-z_$][\w$]*/g)) names.add(name);
  for (const [, name = ""] of text.matchAll(/(?<![\w$])([A-Za-z_$][\w$]*)\s*=>/g)) names.add(name);
  return names;
}

function exportsOf(text: string): string[] {
  const names = new Set<string>();
  for (const [, name = ""] of text.matchAll(
    /\bexport\s+(?:default\s+)?(?:abstract\s+|async\s+|declare\s+)*(?:function\*?|class|const|let|var|enum)\s+([\w$]+)/g,
  ))
    names.add(name);
  for (const [, list = ""] of text.matchAll(/\bexport\s*\{([^}]*)\}/g))
    for (const item of list.split(",")) {
      const name = /(\w+)\s*$/.exec(item)?.[1];
      if (name) names.add(name);
    }
  return [...names].filter((name) => name !== "default");
}

/** A value in a sentence. */
function given({ kind, shown }: About): string {
  if (kind === "undefined" || kind === "object null") return shown;
  if (kind.startsWith("number ") || kind.startsWith("boolean ")) return `the ${kind}`;
  if (kind.startsWith("string ")) return kind.length < 40 ? `the text ${kind.slice(7)}` : "a text";
  return kind === "object" ? (shown === "[object Array]" ? "a list" : "an object") : `a ${kind}`;
}
