/** The engine's shorter messages in the words of V8, which every page on the web explains. For uncaught errors only. */
import type { RunFrame } from "#protocol/runs";

type Words = { name: string; message: string };
const RULES: [pattern: RegExp, message: string][] = [
  [/^'(.+)' is not defined$/, "$1 is not defined"],
  [/^cannot read property '(.+)' of (null|undefined)$/, "Cannot read properties of $2 (reading '$1')"],
  [/^cannot read property of (null|undefined)$/, "Cannot read properties of $1"],
  [/^cannot set property '(.+)' of (null|undefined)$/, "Cannot set properties of $2 (setting '$1')"],
  [/^(.+) is not initialized$/, "Cannot access '$1' before initialization"],
  [/^cannot convert to object$/, "Cannot convert undefined or null to object"],
  [/^invalid array length$/, "Invalid array length"],
  [/^invalid string length$/, "Invalid string length"],
  [/^circular reference$/, "Converting circular structure to JSON"],
  [/^class constructors must be invoked with 'new'$/, "Class constructors cannot be invoked without 'new'"],
  [/^empty array$/, "Reduce of empty array with no initial value"],
  [/^cannot convert bigint to number$/, "Cannot mix BigInt and other types, use explicit conversions"],
  [/^invalid redefinition of lexical identifier$/, "This name has already been declared"],
  [/^missing initializer for const variable$/, "Missing initializer in const declaration"],
  [/^return not in a function$/, "Illegal return statement"],
  [/^unexpected token in expression: ''$/, "Unexpected end of input"],
  [/^unexpected token in expression: '(.+)'$/, "Unexpected token '$1'"],
  [/^unexpected end of string$/, "Invalid or unexpected token: a string is not closed on its line"],
];

/** `line` is the person's line that `frame` points to. */
export function plainWords({ name, message }: Words, frame?: RunFrame, line = ""): Words {
  if (name === "InternalError" && message === "stack overflow")
    return { name: "RangeError", message: "Maximum call stack size exceeded" };
  if (name === "TypeError" && message === "not a function") {
    const callee = frame ? calleeBefore(line, frame.column) : undefined;
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
  for (const [pattern, wording] of RULES)
    if (pattern.test(message)) return { name, message: message.replace(pattern, wording) };
  return { name, message };
}

/** The engine points to the bracket of the call: `person.greet` before `()`. */
function calleeBefore(line: string, column: number): string | undefined {
  const before = line.slice(0, column - 1).trimEnd();
  return /(?:new\s+)?([A-Za-z_$][\w$]*(?:\??\.[\w$#]+|\[[^[\]]*\]|\([^()]*\))*)$/.exec(before)?.[1];
}
