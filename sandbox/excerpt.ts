/** The lines around an error, so that whoever sees it need not go and look. */
import type { RunExcerpt, RunFrame } from "#protocol/runs";
import { EXCERPT_AFTER, EXCERPT_BEFORE, MAX_EXCERPT_LINE } from "./limits.ts";

/** Undefined if the place is not in the text, or further right than the excerpt reaches. */
export function excerptAt({ line, column }: RunFrame, text: string): RunExcerpt | undefined {
  const all = text.split("\n");
  if (line > all.length || column > MAX_EXCERPT_LINE) return undefined;
  const first = Math.max(0, line - 1 - EXCERPT_BEFORE);
  const lines = all
    .slice(first, line + EXCERPT_AFTER)
    .map((shown) => shown.replace(/\r$/, "").slice(0, MAX_EXCERPT_LINE).toWellFormed());
  // Empty lines at the ends show nothing.
  while (lines.length > 0 && lines.at(-1)?.trim() === "" && first + lines.length > line) lines.pop();
  return { from: first + 1, lines };
}
