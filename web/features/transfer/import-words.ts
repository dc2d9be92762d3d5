/** What a person is told of an import. */
import type { LeftOut } from "./transfer.ts";

/** Lines of a toast: beyond it nobody reads. */
const MAX_LINES = 5;

export interface ImportWords {
  text: string;
  detail?: string;
  kind: "ok" | "bad" | "plain";
}

/** `hidden`: how many files of hidden tests came as well. */
export function importWords(paths: string[], skipped: LeftOut[], hidden = 0): ImportWords {
  const came = cameWords(paths, hidden);
  const nothing = paths.length + hidden === 0;
  if (skipped.length === 0) return { text: came, kind: nothing ? "bad" : "ok" };
  const lines = skipped.slice(0, MAX_LINES).map(({ path, why }) => `${path}: ${why}`);
  if (skipped.length > MAX_LINES) lines.push(`And ${skipped.length - MAX_LINES} more.`);
  const left = skipped.length === 1 ? "One was left out:" : `${skipped.length} were left out:`;
  return { text: `${came} ${left}`, detail: lines.join("\n"), kind: nothing ? "bad" : "plain" };
}

function cameWords(paths: string[], hidden: number): string {
  const [only] = paths;
  const tests = hidden === 1 ? "a file of hidden tests" : `${hidden} files of hidden tests`;
  if (paths.length === 0) return hidden === 0 ? "Nothing was imported." : `Imported ${tests}.`;
  const and = hidden === 0 ? "" : ` and ${tests}`;
  if (paths.length === 1) return `Imported ${only}${and}.`;
  return `Imported ${paths.length} files${and}. Those whose name was taken got a number.`;
}
