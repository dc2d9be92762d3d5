/** Which of some names was probably meant. */

/** Characters of a name; comparing longer ones would take long. */
const LONGEST = 100;

/** The nearest of `names`, if it is near: other capitals, or a letter or two (`most`) more, fewer, other or swapped. */
export function nearest(name: string, names: Iterable<string>, most = 2): string | undefined {
  if (name.length > LONGEST) return undefined;
  let best: string | undefined;
  let least = Math.min(most + 0.5, name.length < 3 ? 1 : name.length < 6 ? 1.5 : 2.5);
  for (const candidate of names) {
    if (candidate === name || Math.abs(candidate.length - name.length) > 2) continue;
    const far = candidate.toLowerCase() === name.toLowerCase() ? 0.5 : distance(name, candidate);
    if (far >= least) continue;
    least = far;
    best = candidate;
  }
  return best;
}

/** Letters to add, take away, change or swap with the next. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Number.POSITIVE_INFINITY;
  for (let row = 1; row <= a.length; row++) {
    const line = [row];
    rows.push(line);
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1] ? 0 : 1;
      const swapped =
        a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
          ? at(row - 2, column - 2) + 1
          : Number.POSITIVE_INFINITY;
      line.push(Math.min(at(row - 1, column) + 1, at(row, column - 1) + 1, at(row - 1, column - 1) + same, swapped));
    }
  }
  return at(a.length, b.length);
}
