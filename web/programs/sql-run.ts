/** One SQL file against an empty SQLite database in memory: statement by statement, results as tables. */
import { failureOf } from "./sql-error.ts";
import { Changes, isChange } from "./sql-changes.ts";
import { count, table, type Value } from "./sql-table.ts";

export interface Statement {
  step(): boolean;
  /** Whole numbers come as `bigint`, so that those beyond 2 ** 53 are exact and 1.0 is another number than 1. */
  get(given: null, how: { useBigInt: true }): Value[];
  getColumnNames(): string[];
  /** With the space and the comments before it. */
  getSQL(): string;
}
export interface Database {
  iterateStatements(sql: string): Iterable<Statement>;
  prepare(sql: string): { free(): boolean };
  getRowsModified(): number;
  close(): void;
}
export interface Sqlite {
  Database: new () => Database;
}
export interface SqlProgram {
  entry: string;
  files: readonly { path: string; text: string }[];
}

/** Rows of a result that are shown. */
const MAX_ROWS = 200;
/** Files that read one another. */
const MAX_DEPTH = 8;
/** Space and comments between statements. */
const BETWEEN = /(?:[\s;]|--[^\n]*|\/\*[\s\S]*?\*\/)*/y;
/** A line of the program `sqlite3`, and how its tables look, which is settled here. */
const COMMAND = /\.(\w+)[ \t]*([^\n]*)/y;
const LOOKS = new Set([
  "headers",
  "header",
  "mode",
  "width",
  "nullvalue",
  "separator",
  "timer",
  "echo",
  "changes",
  "bail",
]);
const SHOWN = "type in ('table', 'view') and name not like 'sqlite_%'";
const TABLES = `select name from sqlite_master where ${SHOWN} order by name`;
const SCHEMA = `select sql || ';' from sqlite_master where ${SHOWN} order by rowid`;

/** How it ended, as `run.end` says it. `print` is called with what there is to show, as it comes. */
export function runSql(sqlite: Sqlite, { entry, files }: SqlProgram, print: (text: string) => void): object {
  const database = new sqlite.Database();
  const changes = new Changes(print);
  /** Null if it went through. */
  function runFile(path: string, text: string, depth: number): object | null {
    let at = 0;
    const failed = (said: string, where: number) => ({
      reason: "error",
      ...failureOf(said, { path, text, at: where, trial: (sql) => trial(database, sql) }),
    });
    try {
      while (at < text.length) {
        at = skip(BETWEEN, text, at);
        const [whole, name = "", argument = ""] = match(COMMAND, text, at) ?? [];
        if (whole !== undefined) {
          const end = command(name.toLowerCase(), argument.trim(), depth);
          if (typeof end === "string") return failed(end, at);
          if (end) return end;
          at += whole.length;
          continue;
        }
        at = runStatements(text, at);
      }
      return null;
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      if (/out of memory/i.test(said)) return { reason: "memory" };
      return failed(said, place);
    }
  }
  /** Where the last statement ended, for when the next one fails. */
  let place = 0;
  /** Until the text ends or a line of another kind begins. */
  function runStatements(text: string, from: number): number {
    place = from;
    for (const statement of database.iterateStatements(text.slice(from))) {
      const sql = statement.getSQL();
      show(statement, sql);
      place = text.indexOf(sql, place) + sql.length;
      const next = skip(BETWEEN, text, place);
      if (text[next] === ".") return next;
    }
    return text.length;
  }
  /** A sentence if it cannot be, or how another file ended. */
  function command(name: string, argument: string, depth: number): string | object | null {
    if (LOOKS.has(name)) return null;
    if (name === "tables" || name === "schema") {
      changes.end();
      for (const statement of database.iterateStatements(name === "tables" ? TABLES : SCHEMA))
        while (statement.step()) print(`${statement.get(null, { useBigInt: true })[0]}\n`);
      print("\n");
      return null;
    }
    if (name !== "read") return `.${name} is no command here`;
    const wanted = argument.replace(/;$/, "").replace(/^(['"])(.*)\1$/, "$2");
    const other = files.find(({ path }) => path === wanted);
    if (!other) return `no such file: ${wanted}`;
    if (depth === MAX_DEPTH) return `${wanted} is read by itself`;
    return runFile(other.path, other.text, depth + 1);
  }
  function show(statement: Statement, sql: string): void {
    const names = statement.getColumnNames();
    const rows: Value[][] = [];
    let more = false;
    while (statement.step()) {
      if (rows.length === MAX_ROWS) {
        more = true;
        break;
      }
      rows.push(statement.get(null, { useBigInt: true }));
    }
    if (names.length > 0) {
      const said = more ? `more than ${MAX_ROWS} rows, the first ${MAX_ROWS} are shown` : count(rows.length, "row");
      changes.end();
      print(`${table(names, rows)}\n(${said})\n\n`);
    } else if (isChange(sql)) changes.add(database.getRowsModified());
  }

  try {
    const end = runFile(entry, files.find(({ path }) => path === entry)?.text ?? "", 0);
    changes.end();
    return end ?? { reason: "ok" };
  } finally {
    database.close();
  }
}

const match = (pattern: RegExp, text: string, at: number): RegExpExecArray | null => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};
const skip = (pattern: RegExp, text: string, at: number): number => at + (match(pattern, text, at)?.[0].length ?? 0);

/** What SQLite says of a statement that is not carried out; null if nothing. */
function trial(database: Database, sql: string): string | null {
  try {
    database.prepare(sql).free();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
