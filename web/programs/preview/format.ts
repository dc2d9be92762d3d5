/** What `console.log` and `console.table` make of their arguments, in the manner of Node. */
import { type Showing, show } from "./inspect.ts";

/** Characters of one call: more of one thing nobody reads. */
const MESSAGE = 20_000;
/** Rows and columns of a table. */
const ROWS = 200;
const COLUMNS = 20;

/** `%s`, `%d`, `%i`, `%f`, `%o`, `%O`, `%j` and `%c` in a first text take what follows; the rest stands behind it. */
export function format(args: unknown[], showing: Showing): string {
  let rest = args;
  let text = "";
  const [first] = args;
  if (typeof first === "string") {
    rest = args.slice(1);
    text = first.replace(/%([sdifoOjc%])/g, (whole, letter: string) => {
      if (letter === "%") return rest.length < args.length - 1 || args.length > 1 ? "%" : whole;
      if (rest.length === 0) return whole;
      return replaced(letter, rest.shift(), showing);
    });
    if (rest.length > 0) text += " ";
  }
  text += rest.map((value) => (typeof value === "string" ? value : show(value, showing))).join(" ");
  return text.length > MESSAGE ? `${text.slice(0, MESSAGE)}… (${text.length - MESSAGE} more characters)` : text;
}

function replaced(letter: string, value: unknown, showing: Showing): string {
  switch (letter) {
    case "s":
      return typeof value === "string" ? value : show(value, showing, 0);
    case "d":
      return typeof value === "object" ? "NaN" : typeof value === "bigint" ? `${value}n` : String(Number(value));
    case "i":
      return String(Number.parseInt(String(value), 10));
    case "f":
      return String(Number.parseFloat(String(value)));
    case "j":
      return JSON.stringify(value) ?? "undefined";
    case "c":
      // Colours and sizes are the page's business.
      return "";
    default:
      return show(value, showing);
  }
}

/** Null if it is nothing that has rows. */
export function table(data: unknown, columns: unknown, showing: Showing): string | null {
  if (typeof data !== "object" || data === null) return null;
  const pairs: [string, unknown][] =
    data instanceof Map
      ? [...data]
          .slice(0, ROWS)
          .map(([key, value], index) => [String(index), { Key: key, Values: value }] as [string, unknown])
      : data instanceof Set
        ? [...data].slice(0, ROWS).map((value, index) => [String(index), value])
        : Object.entries(data).slice(0, ROWS);
  const names = new Set<string>();
  let plain = false;
  for (const [, row] of pairs) {
    if (typeof row === "object" && row !== null) for (const key of Object.keys(row).slice(0, COLUMNS)) names.add(key);
    else plain = true;
  }
  const wanted = Array.isArray(columns) ? columns.map(String) : [...names].slice(0, COLUMNS);
  const head = ["(index)", ...wanted, ...(plain ? ["Values"] : [])];
  const rows = pairs.map(([index, row]) => {
    const isObject = typeof row === "object" && row !== null;
    const cells = wanted.map((name) =>
      isObject && Object.hasOwn(row, name) ? show((row as Record<string, unknown>)[name], showing, 0) : "",
    );
    return [index, ...cells, ...(plain ? [isObject ? "" : show(row, showing, 0)] : [])];
  });
  return drawn(head, rows);
}

function drawn(head: string[], rows: string[][]): string {
  const widths = head.map((name, at) => Math.max(name.length, ...rows.map((row) => row[at]?.length ?? 0)) + 2);
  const line = (left: string, middle: string, right: string) =>
    left + widths.map((width) => "─".repeat(width)).join(middle) + right;
  const row = (cells: string[]) => `│${cells.map((cell, at) => ` ${cell.padEnd((widths[at] ?? 0) - 1)}`).join("│")}│`;
  return [line("┌", "┬", "┐"), row(head), line("├", "┼", "┤"), ...rows.map(row), line("└", "┴", "┘")].join("\n");
}
