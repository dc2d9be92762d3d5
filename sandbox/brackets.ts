/** Brackets of a program that do not match, found without understanding the language. */

export interface Bracket {
  sign: string;
  /** 1-based. */
  line: number;
}

/** The innermost bracket that is opened and never closed; undefined if there is none, or one too many is closed. */
export function unclosedBracket(text: string): Bracket | undefined {
  const open: Bracket[] = [];
  const partner: Record<string, string> = { ")": "(", "]": "[", "}": "{" };
  let line = 1;
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? "";
    if (sign === "\n") line++;
    else if (sign === "/" && text[at + 1] === "/") at = endOf(text, "\n", at) - 1;
    else if (sign === "/" && text[at + 1] === "*") {
      const end = endOf(text, "*/", at + 2);
      line += count(text, at, end);
      at = end + 1;
    } else if (sign === '"' || sign === "'" || sign === "`") {
      const end = endOfText(text, at);
      line += count(text, at, end);
      at = end;
    } else if ("([{".includes(sign)) open.push({ sign, line });
    else if (")]}".includes(sign)) {
      // One that does not fit means that those in between were never closed.
      const last = open.at(-1);
      if (!last) return undefined;
      if (last.sign !== partner[sign]) return last;
      open.pop();
    }
  }
  return open.at(-1);
}

const count = (text: string, from: number, to: number): number => text.slice(from, to).split("\n").length - 1;

function endOf(text: string, what: string, from: number): number {
  const found = text.indexOf(what, from);
  return found < 0 ? text.length : found;
}

function endOfText(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === text[open]) return at;
    else if (text[at] === "\n" && text[open] !== "`") return at - 1;
  }
  return text.length;
}
