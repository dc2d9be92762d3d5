/** SQL files as the browser runs them: the real sql.js, and the tables, counts and errors that people see. */
import { beforeAll, describe, expect, test } from "vitest";
import type { RunOutcome } from "#protocol/runs";
import { runSql, type Sqlite } from "#web/programs/sql-run";
import { cell, table, width } from "#web/programs/sql-table";

let sqlite: Sqlite;
beforeAll(async () => {
  // It has no types of its own.
  const { default: start } = (await import("sql.js" as string)) as {
    default(options: object): Promise<Sqlite>;
  };
  sqlite = await start({ useOldExtensionFunctions: false });
});

function run(text: string, others: Record<string, string> = {}): { printed: string; end: Partial<RunOutcome> } {
  const pieces: string[] = [];
  const files = Object.entries({ "shop.sql": text, ...others }).map(([path, its]) => ({ path, text: its }));
  const end = runSql(sqlite, { entry: "shop.sql", files }, (piece) => pieces.push(piece)) as Partial<RunOutcome>;
  return { printed: pieces.join(""), end };
}

describe("a table", () => {
  test("is as wide as what stands in it, numbers to the right, NULL and blobs as SQL writes them", () => {
    const { printed, end } = run(
      "create table fruit (name text, price real, picture blob);\n" +
        "insert into fruit values ('apple', 1.5, x'00ff'), ('fig', null, zeroblob(1000)), (null, 12, null);\n" +
        "select * from fruit;",
    );
    expect(end).toEqual({ reason: "ok" });
    expect(printed).toBe(
      [
        "3 rows changed",
        "",
        " name  | price | picture",
        "-------+-------+-----------------------------------",
        " apple |   1.5 | x'00ff'",
        " fig   |  NULL | x'0000000000000000…' (1000 bytes)",
        " NULL  |  12.0 | NULL",
        "(3 rows)",
        "",
        "",
      ].join("\n"),
    );
  });

  test("stands straight with characters of two widths and none", () => {
    expect(["a", "漢字", "é".normalize("NFD"), "👋", "ｆ"].map(width)).toEqual([1, 4, 1, 2, 2]);
    const lines = table(
      ["name", "n"],
      [
        ["漢字", 1],
        ["👋", 22],
        ["é".normalize("NFD"), null],
      ],
    ).split("\n");
    expect(new Set(lines.map((line) => width(line.split(/[|+]/)[0] ?? "")))).toEqual(new Set([6]));
  });

  test("keeps its lines, whatever stands in a cell", () => {
    expect(cell("one\ntwo\r\nthree")).toBe("one⏎two⏎three");
    expect(cell("a\tb\u0007\u2028c\0")).toBe("a␣b␣␣c␣");
    const long = cell("x".repeat(5_000_000));
    expect(long).toBe(`${"x".repeat(59)}…`);
    expect(cell("x".repeat(60))).toBe("x".repeat(60));
    expect(cell("👋".repeat(200))).toBe(`${"👋".repeat(59)}…`);
    expect(cell(2n ** 63n - 1n)).toBe("9223372036854775807");
  });

  test("of many columns shows thirty, of many rows two hundred, and says so", () => {
    const columns = Array.from({ length: 300 }, (_, at) => `${at} as c${at}`).join(", ");
    const wide = run(`select ${columns};`).printed;
    expect(wide.split("\n")[0]).toMatch(/c29$/);
    expect(wide).toContain("… and 270 more columns");
    const numbers = "with recursive n(i) as (select 1 union all select i + 1 from n where i < LAST) select i from n;";
    const all = run(numbers.replace("LAST", "200")).printed;
    expect(all).toContain("(200 rows)");
    const more = run(numbers.replace("LAST", "201")).printed;
    expect(more).toContain(" 200\n(more than 200 rows, the first 200 are shown)");
    expect(more).not.toContain(" 201\n");
  });

  test("has numbers as SQLite writes them: whole ones to the last digit, others with a point", () => {
    const numbers: [number | bigint, string][] = [
      [12n, "12"],
      [12, "12.0"],
      [-0.5, "-0.5"],
      [0.1 + 0.2, "0.3"],
      [1 / 3, "0.333333333333333"],
      [123456789012345, "123456789012345.0"],
      [1e15, "1.0e+15"],
      [2.5e-7, "2.5e-07"],
      [0.0001, "0.0001"],
      [1e100, "1.0e+100"],
      [Number.POSITIVE_INFINITY, "Inf"],
    ];
    for (const [value, shown] of numbers) expect(cell(value)).toBe(shown);
    const { printed } = run("select 9223372036854775807 as a, 10/4 as b, 10/4.0 as c, log(10) as d;");
    expect(printed).toContain(" 9223372036854775807 | 2 | 2.5 | 1.0\n");
  });

  test("without rows has its head, one row is a row, and a column of NULLs is no column of numbers", () => {
    expect(run("select 1 as one where 0;").printed).toBe(" one\n-----\n(0 rows)\n\n");
    expect(run("select null as empty;").printed).toBe(" empty\n-------\n NULL\n(1 row)\n\n");
  });
});

describe("several statements", () => {
  test("each say what they did, and those that do nothing to see say nothing", () => {
    const { printed } = run(
      "-- insert this later\ncreate table t (a);\n/* delete */ begin;\ninsert into t values (1);\n" +
        "update t set a = 2; delete from t where a = 3;\nwith x as (select 5) insert into t select * from x;\ncommit;;\nselect count(*) as n from t;",
    );
    expect(printed).toBe(
      "1 row changed\n\n1 row changed\n\n0 rows changed\n\n1 row changed\n\n n\n---\n 2\n(1 row)\n\n",
    );
  });

  test("show what came before the one that fails", () => {
    const { printed, end } = run("select 1 as a;\nselect b;\nselect 3;");
    expect(printed).toBe(" a\n---\n 1\n(1 row)\n\n");
    expect(end).toMatchObject({ reason: "error", error: { frames: [{ path: "shop.sql", line: 2, column: 8 }] } });
  });

  test("that change something have a line each, and of many the rest is one sum", () => {
    const inserts = Array.from({ length: 3_000 }, (_, n) => `insert into t values (${n});`).join("\n");
    const { printed } = run(`create table t (a);\n${inserts}\nselect count(*) as n from t;\nupdate t set a = 1;`);
    expect(printed).toBe(
      `${"1 row changed\n\n".repeat(10)}… and 2990 rows changed by 2990 more statements\n\n    n\n------\n 3000\n(1 row)\n\n3000 rows changed\n\n`,
    );
  });

  test("can stand in another file, which is read, and whose errors are its own", () => {
    const schema = "create table t (a,\n  b);\n.headers on\ninsert into t (a) values (7);";
    const { printed, end } = run("-- first\n.read db/schema.sql\n.tables\n.schema\nselect a from t;", {
      "db/schema.sql": schema,
    });
    expect(end).toEqual({ reason: "ok" });
    expect(printed).toBe("1 row changed\n\nt\n\nCREATE TABLE t (a,\n  b);\n\n a\n---\n 7\n(1 row)\n\n");
    const failed = run(".read 'schema.sql';\nselect 1;", { "schema.sql": "select 1;\n\nselect nix;" }).end;
    expect(failed.error?.frames).toEqual([{ path: "schema.sql", line: 3, column: 8 }]);
    const missing = run("select 1;\n.read shcema.sql\n").end;
    expect(missing).toMatchObject({
      error: { message: "no such file: shcema.sql", frames: [{ path: "shop.sql", line: 2 }] },
    });
    expect(missing.explanation).toMatch(/no file shcema.sql in this room/);
    expect(run(".read shop.sql").end.explanation).toMatch(/read each other never end/);
    expect(run("select 1;\n.import a b").end.explanation).toMatch(/\.read, \.tables and \.schema/);
  });

  test("begin with an empty database each time", () => {
    run("create table kept (a);");
    expect(run("select * from kept;").end.reason).toBe("error");
  });
});

describe("an error", () => {
  const people = "create table people (id integer primary key, name text not null unique, age int);\n";
  test.each<[string, string, number, number, RegExp, RegExp | null]>([
    [
      "a table that is not there",
      "select 1;\n\n-- nowhere\nselect *\nfrom nowhere;\n",
      5,
      6,
      /no such table/,
      /empty database/,
    ],
    [
      "a column that is not there",
      `${people}select id,\n  nmae\nfrom people;`,
      3,
      3,
      /no such column/,
      /no column nmae/,
    ],
    ["a column with its table", `${people}select p.nix\nfrom people p;`, 2, 8, /no such column: p.nix/, null],
    ["a misspelt word", "select 1;\nselcet 2;", 2, 1, /near "selcet"/, null],
    ["a word that comes twice", "select 1 as a\nfrom from x;", 2, 6, /near "from"/, null],
    ["a word that a comment has", "-- x\nselect 1\nform x y;", 3, 6, /near "x"/, null],
    [
      "no semicolon",
      `${people}insert into people values (1, 'A', 2)\nselect * from people;`,
      3,
      1,
      /near "select"/,
      /the one before this line has none/,
    ],
    ["the file's end", "select 1;\nselect (2\n", 2, 10, /incomplete input/, /bracket or a quote/],
    ["a table that is there", `${people}\n${people}`, 3, 14, /already exists/, /create table if not exists/],
    [
      "a value twice",
      `${people}insert into people values (1, 'A', 2);\ninsert into people\nvalues (2, 'A', 3);`,
      3,
      1,
      /UNIQUE/,
      /different in each row/,
    ],
    ["no value", `${people}insert into people (id) values (1);`, 2, 1, /NOT NULL/, /must have a value/],
    [
      "too few values",
      `${people}insert into people values (1, 'A');`,
      2,
      13,
      /3 columns but 2 values/,
      /one for each column/,
    ],
    ["a function that is not there", "select\n  lenght('a');", 2, 3, /no such function/, null],
    ["a semicolon in a text", "select ';' as a,\n  nix;", 2, 3, /no such column: nix/, null],
    [
      "an ambiguous column",
      "create table a (x); create table b (x);\nselect x from a, b;",
      2,
      8,
      /ambiguous/,
      /Several tables/,
    ],
    ["a word of another database", "show tables;", 1, 1, /near "show"/, /\.tables lists its tables/],
    ["rows counted at the beginning", "select top 5 * from t;", 1, 12, /near "5"/, /limit 5/],
    ["an apostrophe", "select 'it's';", 1, 13, /unrecognized token/, /written twice/],
    ["a sum in where", "create table t (a);\nselect a from t where sum(a) > 1;", 2, 23, /misuse/, /having/],
    ["a check", "create table t (a check (a > 0));\ninsert into t values (-1);", 2, 1, /CHECK/, /that a > 0/],
    ["a time", "select now();", 1, 8, /no such function/, /datetime\('now'\)/],
  ])("of %s has its line", (_, text, line, column, said, explained) => {
    const { end } = run(text);
    expect(end.error?.message).toMatch(said);
    expect(end.error?.frames).toEqual([{ path: "shop.sql", line, column }]);
    if (explained) expect(end.explanation).toMatch(explained);
    const { excerpt } = end.error ?? {};
    expect(excerpt?.lines[line - (excerpt?.from ?? 0)]).toBe(text.split("\n")[line - 1]);
  });

  test("for want of memory is that, and a very long message is cut", () => {
    const full = {
      Database: class {
        iterateStatements(): never {
          throw new Error("out of memory");
        }
        prepare() {}
        close() {}
      },
    };
    expect(
      runSql(full as unknown as Sqlite, { entry: "a.sql", files: [{ path: "a.sql", text: "select 1" }] }, () => {}),
    ).toEqual({ reason: "memory" });
    const { end } = run(`select ${"x".repeat(5_000)};`);
    expect(end.error?.message.length).toBeLessThanOrEqual(2_000);
  });
});
