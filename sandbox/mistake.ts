/** An error together with what it is about, and rules that know a sentence for some. */
import type { RunError } from "#protocol/runs";
import type { About } from "./complaints.ts";
import type { Program } from "./program.ts";

export interface Mistake {
  error: RunError;
  program: Program;
  /** The file of the first frame; "" if there is none. */
  text: string;
  /** The person's line that the first frame points to; "" if there is none. */
  line: string;
  /** 1-based, in `line`. */
  column: number;
  /** The value that it is about, if that is known. */
  about?: About | undefined;
}

export type Rule = [pattern: RegExp, explain: (match: RegExpExecArray, mistake: Mistake) => string | undefined];

/** What the first rule that knows something says. */
export function firstOf(rules: Rule[], mistake: Mistake): string | undefined {
  for (const [pattern, explain] of rules) {
    const match = pattern.exec(`${mistake.error.name}: ${mistake.error.message}`);
    const said = match && explain(match, mistake);
    if (said) return said;
  }
  return undefined;
}
