/** Expressions of a program's text around a place, as far as a look shows them, written as V8 writes them in messages. */

/** Characters before a place that are looked at. */
const MOST = 500;
const CLOSES: Record<string, string> = { ")": "(", "]": "[", "}": "{" };
const OPENS: Record<string, string> = { "(": ")", "[": "]", "{": "}" };
const WORDS =
  "return await typeof void delete new in of instanceof case throw yield else do if while for switch with catch extends default".split(
    " ",
  );
const PLAIN_NAME = /^(["'])([A-Za-z_$][\w$]*)\1$/;
const UNKNOWN = "(intermediate value)";

const isWordPart = (char: string | undefined): boolean => char !== undefined && /[\w$#]/.test(char);

/** From the end of what a bracket or a quote encloses to its beginning; -1 if it begins nowhere. */
function begins(text: string, end: number): number {
  const last = text[end] ?? "";
  if (/["'`]/.test(last)) {
    const start = text.lastIndexOf(last, end - 1);
    return last !== "`" && text.slice(start, end).includes("\n") ? -1 : start;
  }
  const stack: string[] = [];
  for (let at = end; at >= 0; at--) {
    const char = text[at] ?? "";
    if (/["'`]/.test(char)) {
      at = text.lastIndexOf(char, at - 1);
      if (at < 0) return -1;
    } else if (CLOSES[char]) stack.push(CLOSES[char]);
    else if (OPENS[char]) {
      if (stack.pop() !== char) return -1;
      if (stack.length === 0) return at;
    }
  }
  return -1;
}

/** `user.greet` before the bracket of a call, `isNew` if that is a `new`; undefined where it is none that can be told. */
export function expressionBefore(whole: string, end: number): { text: string; isNew: boolean } | undefined {
  const text = whole.slice(Math.max(0, end - MOST), end);
  /** From the last to the first. */
  const parts: string[] = [];
  const skipped = (from: number): number => text.slice(0, from).trimEnd().length;
  let at = skipped(text.length);
  for (;;) {
    const last = text[at - 1] ?? "";
    if (/[)\]}"'`]/.test(last)) {
      const start = begins(text, at - 1);
      if (start < 0) return undefined;
      const enclosed = text.slice(start + 1, at - 1);
      const before = skipped(start);
      const isSuffix = /[)\]]/.test(last) && /[\w$)\]"'`]/.test(text[before - 1] ?? "") && !endsWithWord(text, before);
      at = start;
      if (isSuffix) {
        parts.push(last === ")" ? "(...)" : index(enclosed));
        at = before;
        if (text.slice(0, at).endsWith("?.")) at -= 2;
        continue;
      }
      parts.push(primary(last, enclosed, text.slice(0, start)));
      break;
    }
    let start = at;
    while (isWordPart(text[start - 1])) start--;
    const word = text.slice(start, at);
    if (word === "" || (parts.length === 0 && WORDS.includes(word))) return undefined;
    if (word === "super") parts.push(UNKNOWN);
    else parts.push(word);
    const before = skipped(start);
    const dot = text.slice(0, before).endsWith("?.") ? "?." : text[before - 1] === "." ? "." : "";
    at = start;
    if (dot === "" || text.slice(0, before).endsWith("...")) break;
    parts.push(dot);
    at = skipped(before - dot.length);
  }
  const isNew = /(?:^|[^\w$.])new\s*$/.test(text.slice(0, at));
  const made = parts.reverse();
  const call = isNew ? made.indexOf("(...)") : -1;
  // `new User().greet`: what is new is the user.
  if (call >= 0) made.splice(0, call + 1, UNKNOWN);
  return { text: made.join("").replaceAll("?.[", "["), isNew: isNew && call < 0 };
}

function endsWithWord(text: string, end: number): boolean {
  const word = /[A-Za-z]+$/.exec(text.slice(Math.max(0, end - 12), end))?.[0];
  return word !== undefined && WORDS.includes(word);
}

/** `["name"]` is the same as `.name`. */
function index(enclosed: string): string {
  const name = PLAIN_NAME.exec(enclosed.trim())?.[2];
  return name ? `.${name}` : `[${enclosed.trim()}]`;
}

function primary(last: string, enclosed: string, before: string): string {
  const inner = enclosed.trim();
  if (last === ")") {
    if (/=>|^(?:async\b|function\b|class\b|await\b|new\b|yield\b)/.test(inner)) return UNKNOWN;
    return /^void\b/.test(inner)
      ? `(${inner})`
      : /^\{\s*\}$/.test(inner)
        ? "{}"
        : /^[\w$.[\]"']+$/.test(inner)
          ? inner
          : UNKNOWN;
  }
  if (last === "]") return `[${inner.replace(/\s*,\s*/g, ",")}]`;
  if (last === "}") return /[=(,[:]\s*$/.test(before) && inner === "" ? "{}" : UNKNOWN;
  return `"${enclosed}"`;
}

/** The expression that begins at a place; undefined if it is more than names, positions and calls. */
export function expressionAt(whole: string, from: number): string | undefined {
  const text = whole.slice(from, from + MOST);
  const found =
    /^\s*(?:[A-Za-z_$][\w$]*(?:\??\.[\w$#]+|\[[^[\]]*\]|\([^()]*\))*|-?\d[\d.]*|\{\s*\}|"[^"\n]*"|'[^'\n]*')/.exec(
      text,
    )?.[0];
  const next = found === undefined ? "" : text.slice(found.length).trimStart();
  if (
    found === undefined ||
    (!/^(?:[;)\],}\n]|$|of\b|\/\/)/.test(next) && !/\n/.test(text.slice(found.length, text.length - next.length)))
  )
    return undefined;
  const simple = found.trim();
  return /^\{/.test(simple) ? "{}" : /^\W?\d/.test(simple) ? simple : expressionBefore(simple, simple.length)?.text;
}
