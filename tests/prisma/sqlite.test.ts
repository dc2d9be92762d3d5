import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import Sqlite from "better-sqlite3";
import { afterAll, expect, onTestFinished, test } from "vitest";
import { readDatabaseUrl } from "#prisma/database-url";
import { migrate } from "#prisma/migrate";
import { makeFolder, openSqliteDatabase, openTestDatabase } from "#tests/support/database";
import { testDatabase } from "./contract.ts";

const folder = makeFolder();
afterAll(() => folder.dispose());
let files = 0;

testDatabase("SQLite", async () => `file:${join(folder.path, `${++files}`, "new.db")}`);

test("SQLite: an address is relative to the working folder, whose missing folders are made", async () => {
  const file = join(folder.path, "deep/er/here.db");
  const url = `file:${relative(process.cwd(), file)}`;
  expect(readDatabaseUrl(url)).toEqual({ provider: "sqlite", file });
  const database = await openTestDatabase(url);
  await database.dispose();
  expect(existsSync(file)).toBe(true);
  expect(() => readDatabaseUrl("mysql://x")).toThrow("must start with file: or postgresql://");
});

test("SQLite: commits survive power loss, and the event loop does not wait for another's lock", async () => {
  const database = await openSqliteDatabase();
  onTestFinished(() => database.dispose());
  expect(await database.db.$queryRawUnsafe("PRAGMA synchronous")).toEqual([{ synchronous: 2n }]);
  expect(await database.db.$queryRawUnsafe("PRAGMA journal_mode")).toEqual([{ journal_mode: "wal" }]);
  const other = new Sqlite(database.url.slice("file:".length));
  onTestFinished(() => {
    other.close();
  });
  other.exec("BEGIN IMMEDIATE");
  let written = false;
  const writing = database.db.person.create({ data: { id: "p", name: "Sam" } }).then(() => {
    written = true;
  });
  // If the write waited on this thread, the turns that end the other's lock would never come.
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve, 1));
  expect(written).toBe(false);
  other.exec("COMMIT");
  await writing;
  expect(await database.db.person.count()).toBe(1);
});

test("SQLite: a new database that another program is about to change is waited for", async () => {
  const file = join(folder.path, "contested.db");
  const other = new Sqlite(file);
  onTestFinished(() => {
    other.close();
  });
  other.exec(`CREATE TABLE "other" ("id" INTEGER); BEGIN IMMEDIATE; INSERT INTO "other" VALUES (1)`);
  const migrating = migrate(`file:${file}`);
  const first = await Promise.race([migrating.then(String, String), new Promise((resolve) => setTimeout(resolve, 50))]);
  expect(first).toBeUndefined();
  other.exec("COMMIT");
  expect((await migrating).applied.length).toBeGreaterThan(0);
  // A connection tells the mode that it saw last.
  expect(other.prepare(`SELECT count(*) FROM "other"`).pluck().get()).toBe(1);
  expect(other.pragma("journal_mode", { simple: true })).toBe("wal");
});

test("the clients are generated once, and silently found fresh after that", () => {
  const program = join(import.meta.dirname, "../../bin/generate.ts");
  execFileSync(process.execPath, [program]);
  expect(execFileSync(process.execPath, [program], { encoding: "utf8" })).toBe("");
});
