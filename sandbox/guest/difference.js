// Two texts line by line, as node:assert shows them: `+` only the first has, `-` only the second.
import { add, list, max, Uint16ArrayOf } from "./intrinsics.js";

/** Lines of either text beyond which the middle is not compared: the table has a number for each pair. */
const MOST = 1_000;

/** A comma at the end is no difference: it depends on what follows. */
const alike = (a, b) => a === b || a === `${b},` || b === `${a},`;

/** A list of { sign, line }; lines that both have carry "  ". */
export function difference(actual, expected) {
  let from = 0;
  while (from < actual.length && from < expected.length && alike(actual[from], expected[from])) from++;
  let ends = 0;
  while (
    ends < actual.length - from &&
    ends < expected.length - from &&
    alike(actual[actual.length - 1 - ends], expected[expected.length - 1 - ends])
  )
    ends++;
  const result = list();
  const put = (sign, line) => add(result, { __proto__: null, sign, line });
  const putBoth = (a, b) => put("  ", a.length > b.length ? a : b);
  for (let at = 0; at < from; at++) putBoth(actual[at], expected[at]);
  middle(actual, expected, from, actual.length - ends, expected.length - ends, put, putBoth);
  for (let left = ends; left > 0; left--) putBoth(actual[actual.length - left], expected[expected.length - left]);
  return result;
}

function middle(actual, expected, from, actualEnd, expectedEnd, put, putBoth) {
  const rows = actualEnd - from;
  const columns = expectedEnd - from;
  if (rows > MOST || columns > MOST) {
    for (let at = from; at < actualEnd; at++) put("+ ", actual[at]);
    for (let at = from; at < expectedEnd; at++) put("- ", expected[at]);
    return;
  }
  // Cell (row, column): the most lines that the rest of both has in common.
  const width = columns + 1;
  const common = new Uint16ArrayOf((rows + 1) * width);
  for (let row = rows - 1; row >= 0; row--)
    for (let column = columns - 1; column >= 0; column--)
      common[row * width + column] = alike(actual[from + row], expected[from + column])
        ? common[(row + 1) * width + column + 1] + 1
        : max(common[(row + 1) * width + column], common[row * width + column + 1]);
  let row = 0;
  let column = 0;
  while (row < rows || column < columns)
    if (row < rows && column < columns && alike(actual[from + row], expected[from + column])) {
      putBoth(actual[from + row++], expected[from + column++]);
    } else if (
      row < rows &&
      (column === columns || common[(row + 1) * width + column] >= common[row * width + column + 1])
    )
      put("+ ", actual[from + row++]);
    else put("- ", expected[from + column++]);
}
