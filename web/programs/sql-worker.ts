/** Runs one SQL file in a new SQLite database in memory and prints its results as tables. Ended by its frame. */
interface Statement {
  step(): boolean;
  get(): unknown[];
  getColumnNames(): string[];
  getSQL(): string;
}
interface Statements extends Iterable<Statement> {
  getRemainingSQL(): string;
}
interface Database {
  iterateStatements(sql: string): Statements;
  getRowsModified(): number;
}
interface Sqlite {
  Database: new () => Database;
}
interface Program {
  entry: string;
  files: { path: string; text: string }[];
}

/** Rows of a result that are shown, characters of a cell, and bytes of the database with all that SQLite needs. */
const MAX_ROWS = 200;
const MAX_CELL = 60;
const MAX_MEMORY = 256 * 1024 * 1024;

// SQLite says that it is out of memory when its memory does not grow.
const grow = WebAssembly.Memory.prototype.grow;
WebAssembly.Memory.prototype.grow = function (pages: number) {
  if (this.buffer.byteLength + pages * 65_536 > MAX_MEMORY) throw new RangeError("out of memory");
  return grow.call(this, pages);
};

const say = (message: object) => postMessage(message);
const print = (text: string) => say({ type: "print", stream: "out", text: `${text}\n` });

function cell(value: unknown): string {
  if (value === null) return "NULL";
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  const shown = String(value).replace(/\r?\n|\r/g, "⏎");
  return shown.length > MAX_CELL ? `${shown.slice(0, MAX_CELL - 1)}…` : shown;
}

/** Characters as a fixed-width font has them; those of East Asia and emoji are two wide. */
function width(text: string): number {
  let wide = 0;
  for (const one of text)
    wide +=
      /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|\p{Emoji_Presentation}/u.test(
        one,
      )
        ? 2
        : /\p{Mark}/u.test(one)
          ? 0
          : 1;
  return wide;
}

function table(names: string[], rows: unknown[][]): string {
  const shown = rows.map((row) => row.map(cell));
  const widths = names.map((name, at) => Math.max(width(name), ...shown.map((row) => width(row[at] ?? ""))));
  const numeric = names.map(
    (_, at) => rows.length > 0 && rows.every((row) => row[at] === null || typeof row[at] === "number"),
  );
  const line = (cells: string[], toRight: boolean[]) =>
    cells
      .map((text, at) => {
        const gap = " ".repeat(Math.max(0, (widths[at] ?? 0) - width(text)));
        return ` ${toRight[at] ? gap + text : text + gap} `;
      })
      .join("|")
      .trimEnd();
  const rule = widths.map((wide) => "-".repeat(wide + 2)).join("+");
  return [line(names, numeric), rule, ...shown.map((row) => line(row, numeric))].join("\n");
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? "" : "s"}`;

function show(statement: Statement, database: Database): void {
  const names = statement.getColumnNames();
  const rows: unknown[][] = [];
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
    print(`${table(names, rows)}\n(${said})\n`);
  } else if (/^\W*(insert|update|delete|replace|with)\b/i.test(withoutComments(statement.getSQL()))) {
    print(`${count(database.getRowsModified(), "row")} changed\n`);
  }
}

const withoutComments = (sql: string) => sql.replace(/--[^\n]*|\/\*[\s\S]*?\*\//g, " ");

/** The line of the first word at or behind `at`, 1-based. */
function lineAt(text: string, at: number): number {
  const rest = text.slice(at);
  const blank = /^(\s|;|--[^\n]*(\n|$)|\/\*[\s\S]*?\*\/)*/.exec(rest)?.[0].length ?? 0;
  return text.slice(0, at + blank).split("\n").length;
}

function run(sqlite: Sqlite, { entry, files }: Program): object {
  const text = files.find(({ path }) => path === entry)?.text ?? "";
  const database = new sqlite.Database();
  let at = 0;
  try {
    const statements = database.iterateStatements(text);
    for (const statement of statements) {
      const end = text.length - statements.getRemainingSQL().length;
      show(statement, database);
      at = end;
    }
    return { reason: "ok" };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    if (/out of memory/i.test(said)) return { reason: "memory" };
    // SQLite names the word that it stumbled over: its line, if it stands in this statement once.
    const near = /near "([^"]+)"|no such (?:column|table|function): ([\w.]+)/.exec(said);
    const word = near?.[1] ?? near?.[2];
    const found = word === undefined ? -1 : text.indexOf(word, at);
    const stop = text.indexOf(";", at);
    const place = found >= 0 && (stop < 0 || found <= stop) ? found : at;
    const frames = [{ path: entry, line: lineAt(text, place), column: 1 }];
    return { reason: "error", error: { name: "SQL error", message: said.slice(0, 2000), frames } };
  }
}

let sqlite: Sqlite;
async function load(kit: Record<string, ArrayBuffer | WebAssembly.Module>): Promise<void> {
  const script = URL.createObjectURL(new Blob([kit["sql.mjs"] as ArrayBuffer], { type: "text/javascript" }));
  const { default: start } = await import(script);
  sqlite = await start({
    instantiateWasm(imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance) => void) {
      void WebAssembly.instantiate(kit["sql.wasm"] as WebAssembly.Module, imports).then(done);
      return {};
    },
  });
}

addEventListener("message", ({ data }: MessageEvent) => {
  if (data.type === "kit") {
    load(data.kit).then(
      () => say({ type: "ready" }),
      (error) => say({ type: "failed", text: String(error) }),
    );
  } else if (data.type === "run") say({ type: "end", ...run(sqlite, data.program) });
});
