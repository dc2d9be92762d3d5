/** What a person is told of an import. */
import type { LeftOut } from "./transfer.ts";

/** Lines of a toast: beyond it nobody reads. */
const MAX_LINES = 5;

export interface ImportWords {
  text: string;
  detail?: string;
  kind: "ok" | "bad" | "plain";
}

export function importWords(paths: string[], skipped: LeftOut[]): ImportWords {
  const [only] = paths;
  const came =
    paths.length === 0
      ? "Nothing was imported."
      : paths.length === 1
        ? `Imported ${only}.`
        : `Imported ${paths.length} files. Those whose name was taken got a number.`;
  if (skipped.length === 0) return { text: came, kind: paths.length === 0 ? "bad" : "ok" };
  const lines = skipped.slice(0, MAX_LINES).map(({ path, why }) => `${path}: ${why}`);
  if (skipped.length > MAX_LINES) lines.push(`And ${skipped.length - MAX_LINES} more.`);
  const left = skipped.length === 1 ? "One was left out:" : `${skipped.length} were left out:`;
  return { text: `${came} ${left}`, detail: lines.join("\n"), kind: paths.length === 0 ? "bad" : "plain" };
}
