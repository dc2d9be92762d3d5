/** The lines of two texts against one another. */
export interface DiffLine {
  /** `same` in both, `missing` from what came, `extra` in it. */
  kind: "same" | "missing" | "extra";
  text: string;
}

/** Lines beyond which the two are shown one after the other: the table of all pairs would be large. */
const MOST = 400;

export function diffLines(expected: string, actual: string): DiffLine[] {
  const a = expected.split("\n");
  const b = actual.split("\n");
  const line = (kind: DiffLine["kind"], text: string): DiffLine => ({ kind, text });
  if (a.length > MOST || b.length > MOST)
    return [...a.map((text) => line("missing", text)), ...b.map((text) => line("extra", text))];
  // longest[i][j]: lines that a from i and b from j have in common.
  const longest = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number) => longest[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      (longest[i] as number[])[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push(line("same", a[i] ?? ""));
      i++;
      j++;
    } else if (i < a.length && (j >= b.length || at(i + 1, j) >= at(i, j + 1)))
      lines.push(line("missing", a[i++] ?? ""));
    else lines.push(line("extra", b[j++] ?? ""));
  }
  return lines;
}
