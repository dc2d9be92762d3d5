/** The engine's other messages in the words of V8, as far as the line tells more. For uncaught errors only. */
import type { RunFrame } from "#protocol/runs";

type Words = { name: string; message: string };

interface Where {
  frame?: RunFrame | undefined;
  /** The person's line that `frame` points to. */
  line?: string | undefined;
  /** The function of the language that threw it, `map`. */
  native?: string | undefined;
}
const RULES: [pattern: RegExp, message: string][] = [
  // These the engine says itself where engine-words.ts has found them.
  [/^'(.+)' is not defined$/, "$1 is not defined"],
  [/^(.+) is not initialized$/, "Cannot access '$1' before initialization"],
  [/^cannot read property '(.+)' of (null|undefined)$/, "Cannot read properties of $2 (reading '$1')"],
  [/^cannot set property '(.+)' of (null|undefined)$/, "Cannot set properties of $2 (setting '$1')"],
  [/^Date value is NaN$/, "Invalid time value"],
  [/^invalid array length$/, "Invalid array length"],
  [/^invalid string length$/, "Invalid string length"],
  [/^empty array$/, "Reduce of empty array with no initial value"],
  [/^cannot convert to object$/, "Cannot convert undefined or null to object"],
  [/^cannot read property of (null|undefined)$/, "Cannot read properties of $1"],
  [
    /^(?:this is not initialized|Cannot access 'this' before initialization)$/,
    "Must call super constructor before accessing 'this'",
  ],
  [/^value is not iterable$/, "That is not iterable"],
  [/^ is not a constructor$/, "That is not a constructor"],
  [/^invalid repeat count$/, "Invalid count value"],
  [/^invalid number of digits$/, "The number of digits must be between 0 and 100"],
  [/^invalid 'instanceof' right operand$/, "Right-hand side of 'instanceof' is not callable"],
  [/^invalid 'in' operand$/, "Cannot use 'in' operator to search in what is no object"],
  [/^cannot convert symbol to string$/, "Cannot convert a Symbol value to a string"],
  [/^no setter for property$/, "Cannot set a property which has only a getter"],
  [/^could not delete property$/, "Cannot delete property"],
  [/^parent class must be constructor$/, "Class extends value which is not a constructor or null"],
  [
    /^Could not find export '(.+)' in module '(.+)'$/,
    "The requested module '$2' does not provide an export named '$1'",
  ],
  [/^circular reference$/, "Converting circular structure to JSON"],
  [/^class constructors must be invoked with 'new'$/, "Class constructors cannot be invoked without 'new'"],
  [/^cannot convert bigint to number$/, "Cannot mix BigInt and other types, use explicit conversions"],
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

export function plainWords({ name, message }: Words, { frame, line = "", native }: Where = {}): Words {
  if (name === "InternalError" && message === "stack overflow")
    return { name: "RangeError", message: "Maximum call stack size exceeded" };
  if (name === "TypeError" && message === "not a function") {
    if (native) return { name, message: `What ${native}() was given is not a function` };
    const callee = frame ? calleeBefore(line, frame.column) : undefined;
    if (callee?.startsWith("new ")) return { name, message: `${callee.slice(4)} is not a constructor` };
    return { name, message: callee ? `${callee} is not a function` : "That is not a function" };
  }
  if (name === "TypeError" && /^'.+' is read-only$/.test(message)) {
    const variable = message.slice(1, message.lastIndexOf("'"));
    const isProperty = new RegExp(`[.\\]]\\s*${variable.replace(/\W/g, "\\$&")}\\s*[-+*/]?=`).test(line);
    return {
      name,
      message: isProperty ? `Cannot assign to read only property '${variable}'` : "Assignment to constant variable.",
    };
  }
  const missing = /^Cannot read properties of (\w+) \(reading 'Symbol\.iterator'\)$/.exec(message)?.[1];
  if (missing) return { name, message: `${missing} is not iterable` };
  if (
    name === "TypeError" &&
    /^cannot convert (?:to object|undefined or null)/i.test(message) &&
    !native &&
    /[{}]/.test(line)
  )
    return { name, message: "Cannot destructure undefined or null" };
  if (/^invalid redefinition of/.test(message)) {
    const declared = frame ? nameBefore(line, frame.column) : undefined;
    return { name, message: declared ? `Identifier '${declared}' has already been declared` : ALREADY };
  }
  if (name === "SyntaxError" && message === "Expression expected" && frame) {
    const token = /^\s*([\w$]+|\S)/.exec(line.slice(frame.column - 1))?.[1];
    return { name, message: token ? `Unexpected token '${token}'` : "Unexpected end of input" };
  }
  if (name === "SyntaxError" && (line.includes("JSON.parse(") || /^unexpected token: /.test(message)))
    return { name, message: json(message) };
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

/** The engine points to the bracket of the call: `person.greet` before `()`. */
function calleeBefore(line: string, column: number): string | undefined {
  const before = line.slice(0, column - 1).trimEnd();
  return /(?:new\s+)?(?:[A-Za-z_$][\w$]*|"[^"]*"|'[^']*'|`[^`]*`|\[[^[\]]*\]|\([^()]*\))(?:\??\.[\w$#]+|\[[^[\]]*\]|\([^()]*\))*$/.exec(
    before,
  )?.[0];
}
