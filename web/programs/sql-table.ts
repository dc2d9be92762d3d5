/** A result of SQL as a table of text, for a font whose characters are all of one width. */

/** Characters of a cell, and of a column's name. */
const MAX_CELL = 60;
/** Columns that are shown; a table can have two thousand, and nobody reads so far to the right. */
const MAX_COLUMNS = 30;
/** Bytes of a blob that are shown. */
const MAX_BYTES = 8;

export type Value = null | number | string | Uint8Array | bigint;

export function cell(value: Value): string {
  if (value === null) return "NULL";
  if (value instanceof Uint8Array) return blob(value);
  if (typeof value === "number") return real(value);
  // Cut first: a text can be as large as the memory.
  const text = String(value).slice(0, MAX_CELL * 2);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a table must stay a table, whatever stands in it
  const shown = text.replace(/\r?\n|\r/g, "⏎").replace(/[\0-\x1f\x7f\u2028\u2029]/g, "␣");
  const letters = [...shown];
  return letters.length > MAX_CELL || text.length < String(value).length
    ? `${letters.slice(0, MAX_CELL - 1).join("")}…`
    : shown;
}

/** As SQLite writes a number that is not whole: 15 digits, and a point in any case. Whole numbers come as `bigint`. */
function real(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? "Inf" : "-Inf";
  const [digits = "", exponent = ""] = value.toExponential(14).split("e");
  const power = Number(exponent);
  if (power >= -4 && power < 15) {
    const plain = value.toFixed(14 - power).replace(/0+$/, "");
    return plain.endsWith(".") ? `${plain}0` : plain.includes(".") ? plain : `${plain}.0`;
  }
  const short = digits.replace(/0+$/, "");
  const two = String(Math.abs(power)).padStart(2, "0");
  return `${short.endsWith(".") ? `${short}0` : short}e${power < 0 ? "-" : "+"}${two}`;
}

/** As SQL writes it, with its size if that is not all. */
function blob(bytes: Uint8Array): string {
  const shown = Array.from(bytes.slice(0, MAX_BYTES), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return bytes.length > MAX_BYTES ? `x'${shown}…' (${count(bytes.length, "byte")})` : `x'${shown}'`;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|\p{Emoji_Presentation}|[\u{20000}-\u{3fffd}]/u;

/** In characters of a fixed width; those of East Asia and emoji are two wide, marks on another one none. */
export function width(text: string): number {
  let wide = 0;
  for (const one of text) wide += WIDE.test(one) ? 2 : /\p{Mark}|\u200d/u.test(one) ? 0 : 1;
  return wide;
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** Columns of numbers stand to the right. Columns beyond the thirtieth are left out and said so. */
export function table(columns: string[], rows: Value[][]): string {
  const names = columns.slice(0, MAX_COLUMNS).map(cell);
  const shown = rows.map((row) => row.slice(0, MAX_COLUMNS).map(cell));
  const widths = names.map((name, at) =>
    shown.reduce((most, row) => Math.max(most, width(row[at] ?? "")), width(name)),
  );
  const numeric = names.map((_, at) => rows.some((row) => row[at] !== null) && rows.every((row) => isNumber(row[at])));
  const line = (cells: string[]) =>
    cells
      .map((text, at) => {
        const gap = " ".repeat(Math.max(0, (widths[at] ?? 0) - width(text)));
        return ` ${numeric[at] ? gap + text : text + gap} `;
      })
      .join("|")
      .trimEnd();
  const rule = widths.map((wide) => "-".repeat(wide + 2)).join("+");
  const more = columns.length - names.length;
  const left = more > 0 ? [`… and ${count(more, "more column")}: name those you want to see after select`] : [];
  return [line(names), rule, ...shown.map(line), ...left].join("\n");
}

const isNumber = (value: Value | undefined) => value === null || typeof value === "number" || typeof value === "bigint";
