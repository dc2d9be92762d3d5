import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { SqliteLog } from "#collab-server/storage/sqlite-log";
import { createSqliteStorage } from "#collab-server/storage/sqlite-storage";
import { roomOf, startCollab } from "#tests/support/collab";
import { makeFolder, openTestDatabase } from "#tests/support/database";
import { seeds } from "#tests/support/faults";
import { makeRandom, type Random } from "#tests/support/random";
import { leaveImage, takeImage, tearCheckpoint, tearTail, walLength } from "#tests/support/torn-disk";
import { Typist } from "#tests/support/typist";
import { expectIntact, missing, readLog } from "#tests/support/writer";

/** A database in which words are acknowledged, and the files at any moment. */
async function startTyping(random: Random) {
  const folder = makeFolder();
  onTestFinished(() => folder.dispose());
  const file = join(folder.path, "live.db");
  const database = await openTestDatabase(`file:${file}`);
  const made = await database.makeRoom();
  const storage = await createSqliteStorage(`file:${file}`);
  onTestFinished(async () => {
    await storage.dispose();
    await database.dispose();
  });
  const typist = new Typist();
  const acknowledged: string[] = [];
  const type = async (words: number) => {
    const appends: Promise<void>[] = [];
    for (let i = 0; i < words; i++) {
      const word = `<${acknowledged.length + i}>`;
      appends.push(storage.append({ document: made.code, bytes: typist.type(word), person: made.sam }));
      // Commits of one row, and of several.
      if (random.chance(0.3)) await Promise.all(appends);
    }
    await Promise.all(appends);
    for (let i = 0; i < words; i++) acknowledged.push(`<${acknowledged.length}>`);
  };
  return { folder, file, made, storage, acknowledged, type };
}

test.each(seeds(12))(
  "a log that ends in bytes that were never synced keeps all that was acknowledged, seed %i",
  async (seed) => {
    const random = makeRandom(seed);
    const { folder, file, made, acknowledged, type } = await startTyping(random);
    await type(1 + random.int(60));
    const certain = [...acknowledged];
    const synced = walLength(file);
    await type(1 + random.int(40));
    const image = takeImage(file);
    const left = join(folder.path, "left.db");
    leaveImage(left, { db: image.db, wal: tearTail(image.wal, synced, random) });
    expectIntact(`file:${left}`);
    const stored = await readLog(new SqliteLog(`file:${left}`), made.code);
    expect(missing(certain, stored.text)).toEqual([]);
    expect(stored).toMatchObject({ faults: 0, pending: false });
  },
);

test.each(seeds(6))("a checkpoint that was torn in the middle is done again, seed %i", async (seed) => {
  const random = makeRandom(seed);
  const { folder, file, made, storage, acknowledged, type } = await startTyping(random);
  await type(50 + random.int(200));
  if (random.chance(0.5)) await storage.compact(made.code);
  const before = takeImage(file);
  const other = new Sqlite(file);
  other.pragma("wal_checkpoint(PASSIVE)");
  other.close();
  const after = takeImage(file);
  expect(after.db.equals(before.db)).toBe(false);
  const left = join(folder.path, "left.db");
  leaveImage(left, { db: tearCheckpoint(before.db, after.db, random), wal: before.wal });
  expectIntact(`file:${left}`);
  const stored = await readLog(new SqliteLog(`file:${left}`), made.code);
  expect(missing(acknowledged, stored.text)).toEqual([]);
  expect(stored).toMatchObject({ faults: 0, pending: false });
});

test.each(seeds(4))(
  "a last row or a snapshot of garbage is set aside; the room opens and is written, seed %i",
  async (seed) => {
    const random = makeRandom(seed);
    const { folder, file, made, storage, acknowledged, type } = await startTyping(random);
    await type(20 + random.int(50));
    const folded = random.chance(0.5);
    if (folded) await storage.compact(made.code);
    await type(1);
    const url = `file:${join(folder.path, "left.db")}`;
    leaveImage(url.replace("file:", ""), takeImage(file));
    const damaged = new Sqlite(url.replace("file:", ""));
    const garbage = Buffer.from(Array.from({ length: 1 + random.int(60) }, () => random.int(256)));
    damaged.prepare(`UPDATE "Update" SET "bytes" = ? WHERE "seq" = (SELECT MAX("seq") FROM "Update")`).run(garbage);
    if (folded) damaged.prepare(`UPDATE "Snapshot" SET "bytes" = ?`).run(garbage);
    damaged.close();
    const left = await createSqliteStorage(url);
    const collab = await startCollab({ storage: left });
    onTestFinished(() => left.dispose());
    const sam = await roomOf(collab.url, made.id, { sam: made.sam }).join("sam");
    expect(missing(acknowledged.slice(0, -1), sam.text.toString())).toEqual([]);
    expect(collab.logged.some((line) => line.includes("rows of the log could not be applied"))).toBe(true);
    sam.text.insert(0, "<after>");
    await sam.acknowledged();
    sam.close();
    await collab.server.shutdown({ graceMs: 2_000 });
    const stored = await readLog(new SqliteLog(url), made.code);
    expect(missing(["<after>", ...acknowledged.slice(0, -1)], stored.text)).toEqual([]);
  },
);
