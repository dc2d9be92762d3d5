// Entries on one line, in columns, or on a line each.
import { add, floor, joined, list, max, min, round, sqrt, text } from "./intrinsics.js";
import { width } from "./quote.js";

/** What an entry belongs to: an object, an array as its element, or an array as another of its properties. */
export const OBJECT = 0;
export const ELEMENT = 1;
export const ARRAY = 2;

export function layOut(ctx, output, base, shape, depth, value) {
  const { open, close } = shape;
  const start = base === "" ? "" : `${base} `;
  const count = output.length;
  let entries = output;
  if (ctx.compact === true) return packed(ctx, output, base, shape);
  if (ctx.compact >= 1) {
    if (shape.kind === ARRAY && count > 6) entries = grouped(ctx, output, value);
    if (ctx.currentDepth - depth < ctx.compact && count === entries.length) {
      const length = entries.length + ctx.indentation + open.length + base.length + 10;
      if (fits(ctx, entries, length, base)) {
        const line = joined(entries, ", ");
        if (!text.includes(line, "\n")) return `${start}${open} ${line} ${close}`;
      }
    }
  }
  const indentation = `\n${text.repeat(" ", ctx.indentation)}`;
  return `${start}${open}${indentation}  ${joined(entries, `,${indentation}  `)}${indentation}${close}`;
}

/** As Node did it once: the first entry beside the bracket, and no line for the other one. */
function packed(ctx, output, base, { open, close }) {
  const start = base === "" ? "" : ` ${base}`;
  if (fits(ctx, output, 0, base)) return `${open}${start} ${joined(output, ", ")} ${close}`;
  const indentation = `\n${text.repeat(" ", ctx.indentation)}`;
  const first = base === "" && open.length === 1 ? " " : `${start}${indentation}  `;
  return `${open}${first}${joined(output, `,${indentation}  `)} ${close}`;
}

function fits(ctx, entries, start, base) {
  let length = entries.length + start;
  if (length + entries.length > ctx.breakLength) return false;
  for (let at = 0; at < entries.length; at++) {
    length += entries[at].length;
    if (length > ctx.breakLength) return false;
  }
  return base === "" || !text.includes(base, "\n");
}

/** Six or more entries in columns, as near a square as characters allow. */
function grouped(ctx, output, value) {
  let total = 0;
  let longest = 0;
  let count = output.length;
  if (ctx.maxArrayLength < output.length) count--;
  const lengths = list();
  for (let at = 0; at < count; at++) {
    const length = width(output[at]);
    add(lengths, length);
    total += length + 2;
    if (length > longest) longest = length;
  }
  const cell = longest + 2;
  if (!(cell * 3 + ctx.indentation < ctx.breakLength && (total / cell > 5 || longest <= 6))) return output;
  const bias = max(cell - 3 - sqrt(cell - total / output.length), 1);
  const columns = min(
    round(sqrt(2.5 * bias * count) / bias),
    floor((ctx.breakLength - ctx.indentation) / cell),
    ctx.compact * 4,
    15,
  );
  if (columns <= 1) return output;
  const widths = list();
  for (let column = 0; column < columns; column++) {
    let widest = 0;
    for (let at = column; at < output.length; at += columns) if (lengths[at] > widest) widest = lengths[at];
    add(widths, widest + 2);
  }
  let pad = text.padStart;
  for (let at = 0; at < output.length; at++) {
    const kind = typeof value[at];
    if (kind !== "number" && kind !== "bigint") {
      pad = text.padEnd;
      break;
    }
  }
  const lines = list();
  for (let from = 0; from < count; from += columns) {
    const to = min(from + columns, count);
    let line = "";
    for (let at = from; at < to - 1; at++)
      line += pad(`${output[at]}, `, widths[at - from] + output[at].length - lengths[at], " ");
    const last = to - 1;
    line +=
      pad === text.padStart
        ? pad(output[last], widths[last - from] + output[last].length - lengths[last] - 2, " ")
        : output[last];
    add(lines, line);
  }
  if (ctx.maxArrayLength < output.length) add(lines, output[count]);
  return lines;
}
