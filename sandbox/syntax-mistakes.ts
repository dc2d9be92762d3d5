/** As mistakes.ts, for programs that are none yet: the words of the engine and of the compiler of TypeScript. */
import { unclosedBracket } from "./brackets.ts";
import { firstOf, type Mistake, type Rule } from "./mistake.ts";

const KEYWORDS =
  "break case catch class const continue debugger default delete do else export extends false finally for function if import in instanceof new null return super switch this throw true try typeof var void while with enum".split(
    " ",
  );

/** What a line shows, whatever the words are. */
function seenInLine({ error, line, column }: Mistake): string | undefined {
  const code = line.trim();
  if (/[“”‘’„«»]/.test(line))
    return "There are typographic quotes in this line. JavaScript needs straight ones: \" or '.";
  if (/^#/.test(code)) return "A comment begins with //, not with #.";
  if (/^(def|elif|elsif|elseif|elif)\b/.test(code) || /\belse?if\s*\(/.test(code))
    return code.startsWith("def")
      ? "A function begins with function, as in function name() { … }."
      : "JavaScript writes else if, in two words.";
  if (/^(?:if|while|for|else)\b(?:[^{]*:$|.*\)\s*:)/.test(code))
    return "Blocks stand in { and }, as in if (x > 3) { … }; no colon opens them.";
  if (/^(if|while|for|switch)\s+[^(\s]/.test(code) && !/^for\s+await/.test(code))
    return `After ${code.split(/\s/)[0]} the condition stands in brackets, as in if (x > 3) { … }.`;
  if (/\)\s*->/.test(line) || /[\w$]\s*->/.test(line))
    return "An arrow function is written with =>, as in (x) => x + 1.";
  const declared = /\b(?:let|const|var|function|class)\s+([\w$-]+)/.exec(line);
  const name = declared?.[1] ?? "";
  if (/^\d/.test(name)) return `A name cannot begin with a digit: ${name}.`;
  if (KEYWORDS.includes(name)) return `"${name}" is a word of the language, so it cannot be a name. Choose another.`;
  if (/^[\w$]+-[\w$-]+$/.test(name)) return `A name has no - in it. Write ${camel(name)} instead of ${name}.`;
  if (/\.(?:[mc]?js|jsx)$/.test(error.frames[0]?.path ?? "") && isTyped(code))
    return "This is TypeScript, and the file is JavaScript. Let its name end in .ts, or leave out the types.";
  if (/\b(and|or|not)\b/.test(line.slice(Math.max(0, column - 2), column + 3)))
    return "JavaScript writes && for and, || for or, and ! for not.";
  return undefined;
}

/** Whether a line, of which something cannot be read, has types in it. */
const isTyped = (code: string): boolean =>
  /^(?:export\s+)?(?:let|const|var)\s+[\w$]+!?\s*:\s*[\w$[\]<>| ]+(?:=|;|$)/.test(code) ||
  /^(?:export\s+)?(?:type\s+[\w$<>, ]+=|interface\s+[\w$]+|enum\s+[\w$]+\s*\{)/.test(code) ||
  /^(?:export\s+)?(?:async\s+)?function\s+[\w$]+\s*\([^)]*[\w$]\??\s*:\s*(?:string|number|boolean|any|unknown|[A-Z]\w*)\b/.test(
    code,
  );

const camel = (name: string): string => name.replace(/-+([\w$])?/g, (_, letter: string = "") => letter.toUpperCase());

/** An apostrophe in a text that apostrophes enclose: `'it's'`. */
const hasApostrophe = (line: string): boolean => /'[^'\n]*[a-z]'[a-z]/i.test(line) || /"[^"\n]*\w"\w/.test(line);

const IF_WITHOUT = "After if comes a condition in brackets, as in if (x > 3) { … }. Without one write else alone.";

/** Round brackets that are open at the end of a piece of a line. */
const openIn = (piece: string): number =>
  [...piece].reduce((open, sign) => open + (sign === "(" ? 1 : sign === ")" ? -1 : 0), 0);

const closing: Record<string, string> = { "(": ")", "[": "]", "{": "}" };

const RULES: Rule[] = [
  [
    /closed on its line|Unterminated (?:template|string)/,
    ([what], { line }) =>
      /template/.test(what) || line.includes("`")
        ? "A text that begins with ` has no ` at its end."
        : "A text has no closing quote on its line. Close it with the quote that it began with.",
  ],
  [
    /await is only valid|(?:semicolon|expecting ';')/,
    ([what], { line, column }) =>
      what.startsWith("await") || /\bawait\s*$/.test(line.slice(0, column - 1))
        ? "await works only inside an async function: write async before the function around it."
        : undefined,
  ],
  [/Illegal return/, () => "return stands outside of a function. Is there a } too many above it?"],
  [
    /Identifier '(.+)' has already been declared/,
    ([, name = ""]) =>
      `There is already something called "${name}". To give it a new value, leave out let or const; for another thing, choose another name.`,
  ],
  [
    /already been declared/,
    () => "There is something by this name already. Choose another, or leave out let or const to give it a new value.",
  ],
  [
    /^SyntaxError: Unexpected end of input/,
    (_, { text }) => {
      const open = unclosedBracket(text);
      return open
        ? `The ${open.sign} on line ${open.line} is never closed. Add the ${closing[open.sign]} that belongs to it.`
        : "The program ends in the middle of something. Is a bracket or a quote not closed?";
    },
  ],
  [
    /expecting ':'|Expected ':', got/,
    (_, { line }) =>
      /\bcase\b/.test(line)
        ? "After case and its value comes a colon, as in case 1: …."
        : "Between a key and its value stands a colon, as in { key: value }.",
  ],
  [
    /variable name expected|Unexpected token `let`/,
    (_, { error, text }) =>
      /,$/.test(text.split("\n")[(error.frames[0]?.line ?? 0) - 2]?.trim() ?? "")
        ? "The line above ends with a comma, so another name is expected here. Let it end with a ;."
        : undefined,
  ],
  [/catch or finally/, () => "A try needs a catch (error) { … } or a finally { … } behind it."],
  [
    /missing \) after argument list|Expected '[,)]', got|expecting '[\])}]'/,
    ([what], { error, text, line, column }) => {
      if (/\belse\s+if\s*\{/.test(line)) return IF_WITHOUT;
      const head =
        /^\s*(?:\}\s*else\s+)?(?:if|while|for|switch)\s*\(/.test(line) && line.slice(column - 1).startsWith("{");
      if (head && openIn(line.slice(0, column - 1)) > 0)
        return "The ( of the condition is never closed. Add a ) before the {.";
      const above = text.split("\n")[(error.frames[0]?.line ?? 0) - 2]?.trim() ?? "";
      const begins = line.slice(0, column - 1).trim() === "";
      if (begins && above !== "" && !/[,;({[:]$/.test(above) && /^\s*[\w"'$]/.test(line))
        return "A comma is missing at the end of the line above.";
      if (hasApostrophe(line))
        return 'A quote inside a text ends it. Enclose the text in the other kind of quotes: "it\'s".';
      const next = line.slice(column - 1).trimStart();
      const before = line.slice(0, column - 1).trimEnd();
      const open = unclosedBracket(text);
      if (open && (/^(?:;|$|[})\]])/.test(next) || next === ""))
        return `The ${open.sign} on line ${open.line} is never closed. Add the ${closing[open.sign]} that belongs to it.`;
      const left = /(\S{1,20})$/.exec(before)?.[1] ?? "";
      const right = /^(\w+|["'`][^"'`]*["'`]?|\S)/.exec(next)?.[1] ?? "";
      return what.includes("argument") || left !== ""
        ? `Between ${left || "what stands there"} and ${right || "what follows"} something is missing: probably a comma, or an operator such as +.`
        : undefined;
    },
  ],
  [
    /Invalid left-hand side/,
    (_, { line }) =>
      /\b(?:if|while)\s*\(/.test(line)
        ? "One = gives a value. To compare two values write ===."
        : "What stands left of = must be a variable, or a property such as user.name.",
  ],
  [
    /Missing initializer/,
    () => "A const needs its value at once, as in const name = 5. Use let for what gets it later.",
  ],
  [
    /'import', and 'export'|unsupported keyword: (?:export|import)|^SyntaxError: expecting '\('$/,
    (_, { line }) =>
      /^\s*(?:.*[{;]\s*)?(?:import|export)\b/.test(line)
        ? "import and export stand at the top of a file, never inside a function or a block."
        : undefined,
  ],
  [
    /expected 'of' or 'in'|Expected ';', got/,
    (_, { line }) =>
      /\bfor\s*\(/.test(line)
        ? "The three parts of a for are separated by semicolons: for (let i = 0; i < n; i++)."
        : undefined,
  ],
  [
    /function name expected|Expected ident/,
    (_, { line }) =>
      /\bfunction\s*\(/.test(line)
        ? "A function that stands for itself needs a name: function name() { … }."
        : undefined,
  ],
  [
    /expecting '\('|Expected '\(', got/,
    (_, { line }) =>
      /\b(?:else\s+)?(?:if|while)\s*\{/.test(line)
        ? IF_WITHOUT
        : /\bfunction\b/.test(line)
          ? "After the name of a function come brackets, even if they are empty: function name() { … }."
          : undefined,
  ],
  [
    /invalid number literal|Identifier cannot follow number/,
    () => "A number is followed directly by letters. A name cannot begin with a digit, and units stand in quotes.",
  ],
  [
    /regexp/,
    () => "A / that stands where a value is expected begins a regular expression, and this one has no / at its end.",
  ],
  [
    /left-hand side of an assignment/,
    () => "What stands left of = must be a variable, or a property such as user.name.",
  ],
  [/break.*(?:loop|iteration)/i, () => "break works only inside a loop or a switch. To leave a function use return."],
  [/continue.*(?:loop|iteration)/i, () => "continue works only inside a loop."],
  [/(?:Line ?[Bb]reak|line terminator).*throw/, () => "What is thrown must stand on the same line as throw."],
  [
    /Unexpected token '(.+)'/,
    ([, token = ""], { text, line, column }) => {
      if (token === "else")
        return "This else belongs to no if: between an if and its else stands one statement, or a block in { and }.";
      if (token === "}" || token === ")" || token === "]") {
        const before = line.slice(0, column - 1).trimEnd();
        if (/[=+\-*/,(]$/.test(before)) return `Something is missing before the ${token}.`;
        return `There is a ${token} too many, or the one that opens it is missing.`;
      }
      if (token === "<" && /^\s*</.test(line) && /<\/?[a-z]+[^>]*>/i.test(line))
        return "This is HTML. In a program it stands in quotes; a page is a file that ends in .html.";
      if (token === ";" && /[=+\-*/(]\s*$/.test(line.slice(0, column - 1))) return "A value is missing before the ;.";
      const open = unclosedBracket(text);
      return open
        ? `"${token}" does not fit here. Perhaps the ${open.sign} on line ${open.line} is not closed.`
        : `"${token}" does not fit here. Look at what stands just before it: a comma, an operator or a bracket may be missing or too many.`;
    },
  ],
  [
    /expecting ';'|semicolon|Expected ';'/,
    (_, { line, column }) => {
      const next = line.slice(column - 1).trim();
      if (hasApostrophe(line))
        return 'A quote inside a text ends it. Enclose the text in the other kind of quotes: "it\'s".';
      if (/^\s*for\s*\([^;]*;[^;]*\)/.test(line))
        return "The three parts of a for are separated by semicolons: for (let i = 0; i < n; i++).";
      if ((line.match(/(?<!\\)['"]/g)?.length ?? 0) % 2 === 1)
        return "A text has no closing quote on its line. Close it with the quote that it began with.";
      if (next.startsWith(")") || next.startsWith("}")) return `There is a ${next[0]} too many in this line.`;
      return "Two statements on one line need a ; between them, and two values an operator. One of them is missing here.";
    },
  ],
];

export function explainSyntax(mistake: Mistake): string | undefined {
  // What the JSON parser and the loader say is no matter of this line.
  if (/JSON|requested module/.test(mistake.error.message)) return undefined;
  return seenInLine(mistake) ?? firstOf(RULES, mistake);
}
