/** An error of SQLite's: its place in the file, which SQLite does not say, and what has probably been done to get it. */

/** Characters of a message; it repeats what SQLite was given. Lines and characters of an excerpt. */
const MAX_MESSAGE = 2000;
const BEFORE = 2;
const AFTER = 1;
const MAX_LINE = 200;
/** Places at which a word is tried; beyond them the statement's first word has to do. */
const MAX_TRIALS = 50;

export interface Failed {
  path: string;
  text: string;
  /** Where the statement begins that failed, or what stands before it. */
  at: number;
  /** What SQLite says of a statement that is not carried out; null if nothing. */
  trial(sql: string): string | null;
}

export function failureOf(said: string, { path, text, at, trial }: Failed): object {
  const index = at + placeIn(statementOf(text.slice(at)), said, trial);
  const before = text.slice(0, index).split("\n");
  const column = (before.at(-1) ?? "").length + 1;
  const frames = [{ path, line: before.length, column }];
  const explanation = explain(said, (before.at(-1) ?? "").trim() === "");
  const excerpt = column > MAX_LINE ? {} : { excerpt: excerptAt(text, before.length) };
  const error = { name: "SQL error", message: said.slice(0, MAX_MESSAGE), frames, ...excerpt };
  return explanation ? { error, explanation } : { error };
}

/** Comments, and with `quoted` what stands in quotes as well, as spaces: places stay where they are. */
export function blankOut(sql: string, quoted = false): string {
  const blank = (found: string) => found.replace(/[^\n]/g, " ");
  return sql.replace(/--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*(?:'|$)|"(?:[^"]|"")*(?:"|$)/g, (found) =>
    /^['"]/.test(found) && !quoted ? found : blank(found),
  );
}

/** The first statement of what is left, without its semicolon; its comments are spaces. */
function statementOf(rest: string): string {
  const end = blankOut(rest, true).search(/[^\s;]\s*;/);
  return blankOut(end < 0 ? rest : rest.slice(0, end + 1));
}

/** What a message names. */
const NAMED = [
  /no such (?:column|table|function|view|index|collation sequence): "?([\w.]+)/,
  /(?:table|view|index) "?(\w+)"? already exists/,
  /has no column named (\w+)/,
  /(?:ambiguous column name|duplicate column name): ([\w.]+)/,
  /unrecognized token: "([^"]+)/,
  /wrong number of arguments to function (\w+)/,
  /misuse of (?:aggregate(?: function)?:? ?|window function )?(\w+)/,
  /table (\w+) has \d+ columns?/,
  /no such file: (\S+)/,
];

function placeIn(statement: string, said: string, trial: Failed["trial"]): number {
  const first = Math.max(0, statement.search(/[^\s;]/));
  if (/incomplete input/.test(said)) return statement.trimEnd().length;
  const near = /near "([\s\S]+)": syntax error/.exec(said)?.[1];
  if (near !== undefined) {
    // SQLite reads from the left: what fails with this word, and not without it, fails at this word.
    for (const [nth, index] of placesOf(statement, near).entries()) {
      if (nth === MAX_TRIALS) break;
      if (trial(statement.slice(0, index + near.length)) === said) return index;
    }
    return first;
  }
  const word = NAMED.map((pattern) => pattern.exec(said)?.[1]).find((one) => one !== undefined) ?? "";
  const [found] = [...placesOf(statement, word), ...placesOf(statement, word.split(".").at(-1) ?? "")];
  return found ?? first;
}

function placesOf(statement: string, word: string): number[] {
  if (word === "") return [];
  const plain = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const whole = `${/^\w/.test(word) ? "(?<!\\w)" : ""}${plain}${/\w$/.test(word) ? "(?!\\w)" : ""}`;
  return [...statement.matchAll(new RegExp(whole, "gi"))].map(({ index }) => index);
}

function excerptAt(text: string, line: number): { from: number; lines: string[] } {
  const from = Math.max(1, line - BEFORE);
  const lines = text.split("\n", line + AFTER).slice(from - 1);
  while (lines.length > line - from + 1 && lines.at(-1)?.trim() === "") lines.pop();
  return { from, lines: lines.map((one) => one.replace(/\r$/, "").slice(0, MAX_LINE)) };
}

const SENTENCES: [RegExp, string][] = [
  [
    /no such table: (.+)/,
    "There is no table $1. Each run begins with an empty database: create the table further up in this file, and look at how its name is written.",
  ],
  [
    /no such column: (\S+)/,
    "There is no column $1 in the tables of this statement. Text needs quotes around it, 'so'.",
  ],
  [/incomplete input/, "The file ends before this statement does. Is a bracket or a quote not closed?"],
  [/UNIQUE constraint failed: (.+)/, "$1 must be different in each row, and this value is there already."],
  [/NOT NULL constraint failed: (.+)/, "$1 must have a value, and none is given."],
  [/FOREIGN KEY constraint failed/, "The row that this one refers to is not there, or others still refer to this one."],
  [/already exists/, "It was created further up. Create it once, or: create table if not exists …"],
  [
    /has \d+ columns? but \d+ values? were supplied|\d+ values for \d+ columns/,
    "Count the values in the brackets: there must be one for each column.",
  ],
  [/CHECK constraint failed: (.+)/, "The table demands of each row that $1, and that is not so here."],
  [
    /misuse of aggregate/,
    "What looks at many rows, as sum does, stands neither in where nor inside of another one: write having, after group by.",
  ],
  [
    /no such function: (now|getdate|curdate)/,
    "SQLite writes it date('now') or datetime('now'), without the time zone.",
  ],
  [/unrecognized token: "'/, "A ' inside of a text is written twice: 'it''s'. Or the text has no ' at its end."],
  [
    /near "(use|show|desc|describe|go)"/i,
    "$1 is a command of another database. Here there is one database for each run; .tables lists its tables, .schema how they were created.",
  ],
  [/near "(auto_increment|serial|identity)"/i, "SQLite numbers rows by itself where a column is integer primary key."],
  [
    /no such file: (.+)/,
    "There is no file $1 in this room. Files are named with their folders, as in the list of files.",
  ],
  [/is read by itself/, "Files that read each other never end: put what both need into a third one."],
  [
    /^\.\w+ is no command here/,
    "Commands with a dot belong to the program sqlite3. Here are .read, .tables and .schema.",
  ],
  [
    /near "\d+": syntax error/,
    "SQLite has understood all that stands before this number. Rows are counted at the end of a statement: limit 5.",
  ],
  [
    /near ".+": syntax error/,
    "SQLite has understood all that stands before this word, and it cannot come here. Is a word or a comma missing before it, or one misspelt?",
  ],
  [/ambiguous column name: (\S+)/, "Several tables have a column $1: write the table's name and a dot before it."],
];

/** One sentence, or null if there is nothing to say. `begins`: the place is at the beginning of a line. */
function explain(said: string, begins: boolean): string | null {
  if (begins && /near "(insert|select|update|delete|create|drop|alter|with)"/i.test(said))
    return "A statement ends with a semicolon, and the one before this line has none.";
  for (const [pattern, sentence] of SENTENCES) {
    const found = pattern.exec(said);
    if (found) return sentence.replace("$1", () => (found[1] ?? "").slice(0, 100));
  }
  return null;
}
