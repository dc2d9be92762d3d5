import { execFileSync } from "node:child_process";
import { renameSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { createSqliteStorage } from "#collab-server/storage/sqlite-storage";
import { StorageAway } from "#collab-server/storage/storage";
import { openSqliteDatabase } from "#tests/support/database";
import { testStorage } from "./contract.ts";
import { testOrder } from "./order.ts";

testStorage("SQLite", createSqliteStorage, openSqliteDatabase);

testOrder("SQLite", createSqliteStorage, openSqliteDatabase, async ({ url }) => {
  const other = new Sqlite(url.slice("file:".length));
  other.exec("BEGIN IMMEDIATE");
  return {
    // The writer's patience for a lock refuses it.
    refuse: async () => {},
    async release() {
      other.exec("ROLLBACK");
      other.close();
    },
  };
});

async function openRoom() {
  const database = await openSqliteDatabase();
  const room = await database.makeRoom();
  const file = database.url.slice("file:".length);
  onTestFinished(() => database.dispose());
  return { database, room, file };
}

test("a full disk is StorageAway, keeps what was acknowledged, and passes by itself", async () => {
  const { database, room } = await openRoom();
  const program = join(import.meta.dirname, "../../support/append-in-little-room.ts");
  // The unit of ulimit -f is 512 or 1024 bytes: a few hundred rows of 10 kB fit at most.
  const said = execFileSync(
    "sh",
    ["-c", 'ulimit -S -f 2000 && exec "$@"', "sh", process.execPath, program, database.url, room.code],
    { encoding: "utf8" },
  );
  const told = JSON.parse(said) as { acknowledged: number };
  expect(told).toMatchObject({ refusal: "StorageAway", healthyWhileFull: false, healthyAfter: true });
  expect(told.acknowledged).toBeGreaterThan(10);
  expect(await database.db.update.count()).toBe(told.acknowledged);
});

test("a lock that another program holds on to is StorageAway until it lets go", async () => {
  const { database, room, file } = await openRoom();
  const storage = await createSqliteStorage(database.url);
  onTestFinished(() => storage.dispose());
  const other = new Sqlite(file);
  other.exec("BEGIN IMMEDIATE");
  const entry = { document: room.code, bytes: new Uint8Array([1]), person: null };
  await expect(storage.append(entry)).rejects.toBeInstanceOf(StorageAway);
  other.exec("ROLLBACK");
  other.close();
  await storage.append(entry);
  expect((await storage.load(room.code))?.updates).toEqual([entry.bytes]);
});

test("a file that was moved away is noticed, and used again when it is back", async () => {
  const { database, room, file } = await openRoom();
  const storage = await createSqliteStorage(database.url);
  onTestFinished(() => storage.dispose());
  const entry = { document: room.code, bytes: new Uint8Array([1]), person: null };
  await storage.append(entry);
  expect(await storage.healthy()).toBe(true);
  renameSync(file, `${file}.moved`);
  expect(await storage.healthy()).toBe(false);
  await expect(storage.append(entry)).rejects.toBeInstanceOf(StorageAway);
  renameSync(`${file}.moved`, file);
  await storage.append(entry);
  expect(await storage.healthy()).toBe(true);
  expect(await database.db.update.count()).toBe(2);
});
