/** How many rows statements have changed, one line each; of a long file of inserts the first few, then their sum. */
import { blankOut } from "./sql-error.ts";
import { count } from "./sql-table.ts";

/** Statements in a row that have a line of their own. */
const MAX_LINES = 10;

export function isChange(sql: string): boolean {
  return /^\W*(insert|update|delete|replace|with)\b/i.test(blankOut(sql));
}

export class Changes {
  readonly #print: (text: string) => void;
  #statements = 0;
  /** Of those that have no line. */
  #rows = 0;

  constructor(print: (text: string) => void) {
    this.#print = print;
  }

  add(rows: number): void {
    if (this.#statements++ < MAX_LINES) this.#print(`${count(rows, "row")} changed\n\n`);
    else this.#rows += rows;
  }

  /** Something else is shown, or nothing any more. */
  end(): void {
    const more = this.#statements - MAX_LINES;
    if (more > 0) this.#print(`… and ${count(this.#rows, "row")} changed by ${count(more, "more statement")}\n\n`);
    this.#statements = this.#rows = 0;
  }
}
