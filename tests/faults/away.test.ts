import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { openStorage } from "#collab-server/storage/open-storage";
import { createSqliteStorage } from "#collab-server/storage/sqlite-storage";
import { roomOf, startCollab } from "#tests/support/collab";
import { startCollabProcess } from "#tests/support/collab-process";
import { openSqliteDatabase, openTestDatabase } from "#tests/support/database";
import { inLongRun, seeds, sleep, within } from "#tests/support/faults";
import { makeFaulty } from "#tests/support/faulty-storage";
import { startPostgres } from "#tests/support/postgres";
import { makeRandom } from "#tests/support/random";
import { mountSmallDisk } from "#tests/support/small-disk";
import { expectIntact, missing, readFresh, Writer } from "#tests/support/writer";

/** Milliseconds that the database is away. */
const AWAY = inLongRun(3_000, 60_000);
/** Milliseconds in which people must know it, and in which all must be stored once it is back. */
const TOLD = within(2_000);
const DRAINED = within(5_000);

/** How a database goes away, and comes back. */
interface Outage {
  url: string;
  makeRoom: Awaited<ReturnType<typeof openSqliteDatabase>>["makeRoom"];
  away(): void | Promise<void>;
  back(): void | Promise<void>;
}

/** Six people type before, during and after an outage; two of them leave in the middle of it. */
async function typeThrough(outage: Outage, storage: Awaited<ReturnType<typeof openStorage>>, seed: number) {
  const random = makeRandom(seed);
  const made = await outage.makeRoom();
  const collab = await startCollab({ storage });
  const room = roomOf(collab.url, made.id, { sam: made.sam, kim: made.kim });
  const names = ["sam", "kim", "sam", "kim", "sam", "kim"];
  const writers: Writer[] = [];
  for (const [i, name] of names.entries()) writers.push(new Writer(await room.join(name), `${seed}.${i}`));
  const staying = new Set(writers);

  let typing = true;
  const typed = writers.map(async (writer) => {
    while (typing && staying.has(writer)) {
      writer.type();
      await sleep(5 + random.int(40));
    }
  });
  await sleep(random.int(300));

  await outage.away();
  const since = performance.now();
  const told = writers.map(async ({ client }) => {
    await client.message("storage", ({ ok }) => !ok);
    return performance.now() - since;
  });
  expect(Math.max(...(await Promise.all(told)))).toBeLessThan(TOLD);
  for (const writer of writers.slice(4)) {
    await sleep(random.int(AWAY / 4));
    staying.delete(writer);
    writer.client.close();
  }
  await sleep(Math.max(0, AWAY - (performance.now() - since)));

  await outage.back();
  const returned = performance.now();
  typing = false;
  await Promise.all(typed);
  await Promise.all([...staying].map((writer) => writer.saved()));
  await Promise.all([...staying].map(({ client }) => client.message("storage", ({ ok }) => ok)));
  expect(performance.now() - returned).toBeLessThan(DRAINED);

  for (const { client } of staying) client.close();
  await collab.server.shutdown({ graceMs: 5_000 });
  await storage.dispose();
  const stored = await readFresh(outage.url, made.code);
  expect(stored).toMatchObject({ faults: 0, pending: false });
  expect(
    missing(
      [...staying].flatMap((writer) => writer.typed),
      stored.text,
    ),
  ).toEqual([]);
  expect(
    missing(
      writers.flatMap((writer) => writer.acknowledged),
      stored.text,
    ),
  ).toEqual([]);
  for (const { client } of staying) expect(client.closes).toEqual([]);
}

test.each(seeds(1).slice(0, 3))("a database that refuses for a while loses nothing, seed %i", async (seed) => {
  const database = await openSqliteDatabase();
  onTestFinished(() => database.dispose());
  const storage = makeFaulty(await createSqliteStorage(database.url));
  const { faults } = storage;
  const outage = {
    ...database,
    away: () => {
      faults.away = true;
    },
    back: () => {
      faults.away = false;
    },
  };
  await typeThrough(outage, storage, seed);
});

test.each(seeds(1).slice(0, 2))(
  "a SQLite file that another program keeps locked loses nothing, seed %i",
  async (seed) => {
    const database = await openSqliteDatabase();
    onTestFinished(() => database.dispose());
    const other = new Sqlite(database.url.replace("file:", ""));
    onTestFinished(() => void other.close());
    const outage = {
      ...database,
      away: () => void other.exec("BEGIN IMMEDIATE"),
      back: () => void other.exec("COMMIT"),
    };
    await typeThrough(outage, await createSqliteStorage(database.url), seed);
  },
);

test.each(seeds(1).slice(0, 3))(
  "a disk that is full loses nothing, and is used again once it is not, seed %i",
  async (seed) => {
    const disk = mountSmallDisk(16);
    onTestFinished(() => disk.dispose());
    const database = await openTestDatabase(`file:${join(disk.path, "test.db")}`);
    onTestFinished(() => database.dispose());
    const outage = { ...database, away: () => disk.fill(), back: () => disk.free() };
    await typeThrough(outage, await createSqliteStorage(database.url), seed);
    expectIntact(database.url);
  },
);

test("a disk that is full when the server is killed opens again, with all that was acknowledged", async () => {
  const disk = mountSmallDisk(16);
  onTestFinished(() => disk.dispose());
  const database = await openTestDatabase(`file:${join(disk.path, "test.db")}`);
  const made = await database.makeRoom();
  await database.dispose();
  const server = await startCollabProcess(database.url);
  const room = roomOf(server.url, made.id, { sam: made.sam, kim: made.kim });
  const writers: Writer[] = [];
  for (const name of ["sam", "kim"]) writers.push(new Writer(await room.join(name, { reconnects: false }), name));
  const told = Promise.all(writers.map(({ client }) => client.message("storage", ({ ok }) => !ok)));
  let typing = true;
  const typed = writers.map(async (writer) => {
    while (typing) {
      writer.type();
      await sleep(5);
    }
  });
  await sleep(200);
  disk.fill();
  await told;
  await sleep(300);
  typing = false;
  await Promise.all(typed);
  await server.end("SIGKILL");
  for (const { client } of writers) client.close();
  const acknowledged = writers.flatMap((writer) => writer.acknowledged);
  expect(acknowledged.length).toBeGreaterThan(0);
  disk.free();
  const stored = await readFresh(database.url, made.code);
  expect(stored).toMatchObject({ faults: 0, pending: false });
  expect(missing(acknowledged, stored.text)).toEqual([]);
  expectIntact(database.url);
});

test.each(seeds(1).slice(0, 2))(
  "a PostgreSQL that is stopped, or stands still, loses nothing, seed %i",
  async (seed) => {
    const postgres = await startPostgres();
    onTestFinished(() => postgres.dispose());
    const database = await openTestDatabase(await postgres.createDatabase());
    await typeThrough(
      { ...database, away: () => postgres.stop(), back: () => postgres.start() },
      await openStorage(database.url),
      seed,
    );
    await typeThrough(
      { ...database, away: () => postgres.freeze(), back: () => postgres.thaw() },
      await openStorage(database.url),
      seed + 1,
    );
    await database.dispose();
  },
);

test.each(seeds(5))(
  "the last one leaves while the database is away: nothing acknowledged is lost, seed %i",
  async (seed) => {
    const random = makeRandom(seed);
    const database = await openSqliteDatabase();
    onTestFinished(() => database.dispose());
    const made = await database.makeRoom();
    const storage = makeFaulty(await createSqliteStorage(database.url));
    const collab = await startCollab({ storage });
    const room = roomOf(collab.url, made.id, { sam: made.sam, kim: made.kim });
    const sam = new Writer(await room.join("sam"), "sam");
    const kim = new Writer(await room.join("kim"), "kim");
    const burst = async (writer: Writer) => {
      for (let i = random.int(30); i >= 0; i--) {
        writer.type();
        if (random.chance(0.3)) await sleep(random.int(4));
      }
    };
    await Promise.all([burst(sam), burst(kim)]);
    storage.faults.away = true;
    await Promise.all([burst(sam), burst(kim)]);
    // The server has them, and can neither store nor forget them.
    const received = kim.client.message("storage", ({ ok }) => !ok);
    await received;
    const [first, last] = random.chance(0.5) ? [sam, kim] : [kim, sam];
    first.client.close();
    await sleep(random.int(50));
    last.client.cut();
    last.client.close();
    await expect.poll(async () => (await collab.server.hub.online(room.id)).size).toBe(0);
    expect(await collab.server.hub.metrics()).toMatch(/pairlab_documents 1\n/);
    await sleep(random.int(400));
    storage.faults.away = false;
    // It is let go of once it is stored, and not before.
    await expect.poll(() => collab.server.hub.metrics(), { timeout: DRAINED }).toMatch(/pairlab_documents 0\n/);
    await collab.server.shutdown({ graceMs: 5_000 });
    await storage.dispose();
    const stored = await readFresh(database.url, made.code);
    expect(stored).toMatchObject({ faults: 0, pending: false });
    expect(missing([...sam.acknowledged, ...kim.acknowledged], stored.text)).toEqual([]);
  },
);
