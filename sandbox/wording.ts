/** The messages of programs that are none, in the words of V8 as far as the line tells more. For uncaught errors only. */
import type { RunFrame } from "#protocol/runs";

type Words = { name: string; message: string };

interface Where {
  frame?: RunFrame | undefined;
  /** The person's line that `frame` points to. */
  line?: string | undefined;
}
const RULES: [pattern: RegExp, message: string][] = [
  [
    /^Could not find export '(.+)' in module '(.+)'$/,
    "The requested module '$2' does not provide an export named '$1'",
  ],
  [/^missing initializer for const variable$/, "Missing initializer in const declaration"],
  [/^(?:return not in a function|Return statement is not allowed here)$/, "Illegal return statement"],
  [
    /^(?:unexpected 'await' keyword|await isn't allowed in non-async function)$/,
    "await is only valid in async functions and the top level bodies of modules",
  ],
  [/^(?:invalid assignment left-hand side|Invalid assignment target)$/, "Invalid left-hand side in assignment"],
  [/^Unterminated string constant$/, "Invalid or unexpected token: a string is not closed on its line"],
  [/^Unterminated template$/, "Unterminated template literal"],
  [/^'const' declarations must be initialized$/, "Missing initializer in const declaration"],
  [/^Expected .+, got '<eof>'$/, "Unexpected end of input"],
  [/^expecting ','$/, "missing ) after argument list"],
  [/^unexpected token in expression: ''$/, "Unexpected end of input"],
  [/^unexpected token in expression: '(.+)'$/, "Unexpected token '$1'"],
  [/^unexpected end of string$/, "Invalid or unexpected token: a string is not closed on its line"],
];

/** What programs throw themselves, and what the engine throws while they run, stays as it is. */
export function plainWords({ name, message }: Words, { frame, line = "" }: Where = {}): Words {
  if (name !== "SyntaxError") return { name, message };
  if (/^invalid redefinition of/.test(message)) {
    const declared = frame ? nameBefore(line, frame.column) : undefined;
    return { name, message: declared ? `Identifier '${declared}' has already been declared` : ALREADY };
  }
  if (message === "Expression expected" && frame) {
    const token = /^\s*([\w$]+|\S)/.exec(line.slice(frame.column - 1))?.[1];
    return { name, message: token ? `Unexpected token '${token}'` : "Unexpected end of input" };
  }
  if (line.includes("JSON.parse(") || /^unexpected token: /.test(message)) return { name, message: json(message) };
  for (const [pattern, wording] of RULES)
    if (pattern.test(message)) return { name, message: message.replace(pattern, wording) };
  return { name, message };
}

const ALREADY = "This name has already been declared";

/** The name that ends just before `column`, or begins there. */
function nameBefore(line: string, column: number): string | undefined {
  return (
    /([A-Za-z_$][\w$]*)\W*$/.exec(line.slice(0, column - 1))?.[1] ??
    /^[A-Za-z_$][\w$]*/.exec(line.slice(column - 1))?.[0]
  );
}

/** What JSON.parse says. */
function json(message: string): string {
  // Node's own words, of a text that is not too long.
  if (/\bJSON\b/.test(message)) return message;
  const token = /^unexpected token: '(.*)'$/i.exec(message)?.[1];
  if (token === "object") return `"[object Object]" is not valid JSON`;
  if (token !== undefined) return `Unexpected token '${token}': that is not valid JSON`;
  return /^Unexpected end/.test(message) ? "Unexpected end of JSON input" : `${message}: that is not valid JSON`;
}
