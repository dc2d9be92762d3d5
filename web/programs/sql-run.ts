/** One SQL file against an empty SQLite database in memory: statement by statement, results as tables. */
import { blankOut, failureOf } from "./sql-error.ts";
import { count, table, type Value } from "./sql-table.ts";

export interface Statement {
  step(): boolean;
  get(): Value[];
  getColumnNames(): string[];
  getSQL(): string;
}
export interface Statements extends Iterable<Statement> {
  getRemainingSQL(): string;
}
export interface Database {
  iterateStatements(sql: string): Statements;
  prepare(sql: string): { free(): boolean };
  getRowsModified(): number;
  close(): void;
}
export interface Sqlite {
  Database: new () => Database;
}

/** Rows of a result that are shown. */
const MAX_ROWS = 200;

/** How it ended, as `run.end` says it. `print` is called once a statement that has something to show. */
export function runSql(sqlite: Sqlite, path: string, text: string, print: (text: string) => void): object {
  const database = new sqlite.Database();
  let at = 0;
  try {
    const statements = database.iterateStatements(text);
    for (const statement of statements) {
      const end = text.length - statements.getRemainingSQL().length;
      const shown = show(statement, database);
      if (shown !== null) print(`${shown}\n`);
      at = end;
    }
    return { reason: "ok" };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    if (/out of memory/i.test(said)) return { reason: "memory" };
    return { reason: "error", ...failureOf(said, { path, text, at, trial: (sql) => trial(database, sql) }) };
  } finally {
    database.close();
  }
}

function show(statement: Statement, database: Database): string | null {
  const names = statement.getColumnNames();
  const rows: Value[][] = [];
  let more = false;
  while (statement.step()) {
    if (rows.length === MAX_ROWS) {
      more = true;
      break;
    }
    rows.push(statement.get());
  }
  if (names.length > 0) {
    const said = more ? `more than ${MAX_ROWS} rows, the first ${MAX_ROWS} are shown` : count(rows.length, "row");
    return `${table(names, rows)}\n(${said})\n`;
  }
  const changes = /^\W*(insert|update|delete|replace|with)\b/i.test(blankOut(statement.getSQL()));
  return changes ? `${count(database.getRowsModified(), "row")} changed\n` : null;
}

/** What SQLite says of a statement that is not carried out; null if nothing. */
function trial(database: Database, sql: string): string | null {
  try {
    database.prepare(sql).free();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
