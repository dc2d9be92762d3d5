/** Two texts against one another: line by line, and within a line that was changed. */

/** A stretch of a line; `differs` from the other text's line in its place. */
export interface DiffPart {
  text: string;
  differs: boolean;
}
export interface DiffLine {
  /** `same` in both, `missing` from what came, `extra` in it; `folded`: so many equal lines, left out. */
  kind: "same" | "missing" | "extra" | "folded";
  parts: DiffPart[];
}

/** Lines beyond which the two are shown one after the other: the table of all pairs would be large. */
const MOST = 400;
/** Equal lines that stay around a change. */
const AROUND = 3;

type Line = { kind: "same" | "missing" | "extra"; text: string };

export function diffLines(expected: string, actual: string): DiffLine[] {
  return foldEqual(markChanges(alignLines(expected.split("\n"), actual.split("\n"))));
}

function alignLines(a: string[], b: string[]): Line[] {
  const line = (kind: Line["kind"], text: string): Line => ({ kind, text });
  // What both begin and end with needs no table: of two long texts, most often that is nearly all.
  let start = 0;
  while (start < Math.min(a.length, b.length) && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  if (start + end > 0) {
    const same = (lines: string[]) => lines.map((text) => line("same", text));
    const between = alignLines(a.slice(start, a.length - end), b.slice(start, b.length - end));
    return [...same(a.slice(0, start)), ...between, ...same(a.slice(a.length - end))];
  }
  if (a.length > MOST || b.length > MOST)
    return [...a.map((text) => line("missing", text)), ...b.map((text) => line("extra", text))];
  // longest[i][j]: lines that a from i and b from j have in common.
  const longest = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  const at = (i: number, j: number) => longest[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      (longest[i] as number[])[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  const lines: Line[] = [];
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

/** Of lines that stand for one another, what differs: between what both begin with and what both end with. */
function markChanges(lines: Line[]): DiffLine[] {
  const result: DiffLine[] = lines.map(({ kind, text }) => ({ kind, parts: [{ text, differs: false }] }));
  for (let from = 0; from < lines.length; ) {
    const missing = countFrom(lines, from, "missing");
    const extra = countFrom(lines, from + missing, "extra");
    for (let nth = 0; nth < Math.min(missing, extra); nth++) {
      const [a, b] = [result[from + nth], result[from + missing + nth]];
      if (a && b) [a.parts, b.parts] = partsOf(lines[from + nth]?.text ?? "", lines[from + missing + nth]?.text ?? "");
    }
    from += Math.max(1, missing + extra);
  }
  return result;
}

function countFrom(lines: Line[], from: number, kind: Line["kind"]): number {
  let count = 0;
  while (lines[from + count]?.kind === kind) count++;
  return count;
}

function partsOf(a: string, b: string): [DiffPart[], DiffPart[]] {
  const [left, right] = [[...a], [...b]];
  let start = 0;
  while (start < Math.min(left.length, right.length) && left[start] === right[start]) start++;
  let end = 0;
  while (end < Math.min(left.length, right.length) - start && left.at(-1 - end) === right.at(-1 - end)) end++;
  // Where hardly anything is the same, nothing is to be pointed at.
  const common = start + end;
  if (common === 0 || common < Math.min(left.length, right.length) / 3) {
    return [[{ text: a, differs: false }], [{ text: b, differs: false }]];
  }
  const cut = (of: string[]) =>
    [
      { text: of.slice(0, start).join(""), differs: false },
      { text: of.slice(start, of.length - end).join(""), differs: true },
      { text: of.slice(of.length - end).join(""), differs: false },
    ].filter(({ text }) => text !== "");
  return [cut(left), cut(right)];
}

function foldEqual(lines: DiffLine[]): DiffLine[] {
  const near = new Set<number>();
  for (const [at, { kind }] of lines.entries())
    if (kind !== "same") for (let by = -AROUND; by <= AROUND; by++) near.add(at + by);
  const result: DiffLine[] = [];
  for (let at = 0; at < lines.length; ) {
    let run = 0;
    while (at + run < lines.length && lines[at + run]?.kind === "same" && !near.has(at + run)) run++;
    if (run > 1) result.push({ kind: "folded", parts: [{ text: `${run} equal lines`, differs: false }] });
    else if (run === 1) result.push(lines[at] as DiffLine);
    if (run === 0) result.push(lines[at++] as DiffLine);
    else at += run;
  }
  return result;
}
