import Sqlite from "better-sqlite3";
import { describe, expect, onTestFinished, test } from "vitest";
import { roomOf, type TestRoomOf } from "#tests/support/collab";
import { startCollabProcess } from "#tests/support/collab-process";
import { openSqliteDatabase, openTestDatabase, type TestDatabase } from "#tests/support/database";
import { LONG, sleep, within } from "#tests/support/faults";
import { startPostgres } from "#tests/support/postgres";
import { missing, readFresh, Writer } from "#tests/support/writer";

/** 200 clients: 20 rooms of ten, of whom one in each types. */
const ROOMS = 20;
const IN_EACH = 10;
/** Milliseconds: in which a process has ended, and in which 95 of 100 are back once the next one listens. */
const ENDED = 20_000;
const BACK = within(3_000);

test("SIGTERM under 200 people: readiness fails first, goodbyes are spread, all are back soon, nothing is lost", async () => {
  const database = await openSqliteDatabase();
  onTestFinished(() => database.dispose());
  const server = await startCollabProcess(database.url);
  const rooms: { room: TestRoomOf; writers: Writer[] }[] = [];
  for (let i = 0; i < ROOMS; i++) {
    const made = await database.makeRoom();
    const room = roomOf(server.url, made.id, { sam: made.sam, kim: made.kim });
    const joined = Array.from({ length: IN_EACH }, (_, k) => room.join(k % 2 ? "sam" : "kim"));
    const writers = (await Promise.all(joined)).map((client, k) => new Writer(client, `${i}.${k}`));
    rooms.push({ room, writers });
  }
  const clients = rooms.flatMap(({ writers }) => writers.map(({ client }) => client));
  let typing = true;
  const typed = rooms.map(async ({ writers: [writer] }) => {
    while (typing) {
      writer?.type();
      await sleep(50);
    }
  });
  await sleep(500);

  const closes: number[] = [];
  for (const client of clients) void client.closed().then(() => closes.push(performance.now()));
  const ready = () =>
    fetch(`http://127.0.0.1:${server.port}/api/ready`, { headers: { connection: "close" } }).then(
      ({ status }) => status,
      () => 0,
    );
  expect(await ready()).toBe(200);
  const asked = performance.now();
  const ended = server.end("SIGTERM");
  await expect.poll(ready, { interval: 20 }).toBe(503);
  // Whoever asks learns it while everyone is still served.
  expect(closes).toEqual([]);
  expect(await ended).toBe(0);
  expect(performance.now() - asked).toBeLessThan(ENDED);
  await expect.poll(() => closes.length).toBe(clients.length);
  expect(Math.max(...closes) - Math.min(...closes)).toBeGreaterThan(300);

  const next = await startCollabProcess(database.url, { port: server.port });
  const listens = performance.now();
  const back = await Promise.all(
    clients.map(async ({ provider }) => {
      while (!provider.synced) await sleep(10);
      return performance.now() - listens;
    }),
  );
  const p95 = back.sort((a, b) => a - b)[Math.floor(back.length * 0.95)] as number;
  expect(p95).toBeLessThan(BACK);
  typing = false;
  await Promise.all(typed);
  for (const { writers } of rooms) await writers[0]?.saved();
  for (const client of clients) client.close();
  expect(await next.end("SIGTERM")).toBe(0);
  for (const { room, writers } of rooms) {
    const stored = await readFresh(database.url, room.code);
    expect(stored).toMatchObject({ faults: 0, pending: false });
    expect(
      missing(
        writers.flatMap((writer) => writer.typed),
        stored.text,
      ),
    ).toEqual([]);
  }
});

describe("whatever the database does, the process ends in time, and what was acknowledged is there:", () => {
  /** Types, takes the database away, types on, ends the server. */
  async function endWhileAway(database: TestDatabase, away: () => unknown, back: () => unknown): Promise<void> {
    const made = await database.makeRoom();
    const server = await startCollabProcess(database.url);
    const room = roomOf(server.url, made.id, { sam: made.sam, kim: made.kim });
    const sam = new Writer(await room.join("sam", { reconnects: false }), "sam");
    for (let i = 0; i < 20; i++) sam.type();
    await sam.saved();
    await away();
    for (let i = 0; i < 20; i++) sam.type();
    await sam.client.message("storage", ({ ok }) => !ok);
    const asked = performance.now();
    expect(await server.end("SIGTERM")).toBe(0);
    expect(performance.now() - asked).toBeLessThan(ENDED);
    sam.client.close();
    await back();
    const stored = await readFresh(database.url, made.code);
    expect(stored).toMatchObject({ faults: 0, pending: false });
    expect(missing(sam.acknowledged, stored.text)).toEqual([]);
  }

  test("a SQLite file that another program keeps locked", async () => {
    const database = await openSqliteDatabase();
    onTestFinished(() => database.dispose());
    const other = new Sqlite(database.url.replace("file:", ""));
    onTestFinished(() => void other.close());
    await endWhileAway(
      database,
      () => other.exec("BEGIN IMMEDIATE"),
      () => other.exec("COMMIT"),
    );
  });

  // Each takes most of the 20 s: this one only in a long run.
  test.runIf(LONG > 0)("a PostgreSQL that hangs", async () => {
    const postgres = await startPostgres();
    onTestFinished(() => postgres.dispose());
    const database = await openTestDatabase(await postgres.createDatabase());
    await endWhileAway(
      database,
      () => postgres.freeze(),
      () => postgres.thaw(),
    );
    await database.dispose();
  });
});
