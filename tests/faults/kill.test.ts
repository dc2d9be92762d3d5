import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SqliteLog } from "#collab-server/storage/sqlite-log";
import { roomOf } from "#tests/support/collab";
import { startCollabProcess } from "#tests/support/collab-process";
import { makeFolder, openTestDatabase, type TestDatabase, type TestRoom } from "#tests/support/database";
import { seeds } from "#tests/support/faults";
import { startPostgres, type TestPostgres } from "#tests/support/postgres";
import { makeRandom } from "#tests/support/random";
import { expectIntact, missing, readFresh, readLog, Writer } from "#tests/support/writer";

/** Eight people type, and the process is killed once a random number of their words was acknowledged: those. */
async function killWhileTheyType(url: string, made: TestRoom, seed: number): Promise<string[]> {
  const random = makeRandom(seed);
  const server = await startCollabProcess(url, { slowAppends: random.chance(0.5) ? 20 : 0 });
  const room = roomOf(server.url, made.id, { sam: made.sam, kim: made.kim });
  const joined = Array.from({ length: 8 }, (_, i) => room.join(i % 2 ? "sam" : "kim", { reconnects: false }));
  const writers = (await Promise.all(joined)).map((client, i) => new Writer(client, `${seed}.${i}`));
  const acknowledged = () => writers.flatMap((writer) => writer.acknowledged);
  const wanted = 1 + random.int(300);
  let over: Promise<unknown> | null = null;
  // At once with the acknowledgement: a later kill would give a server that acknowledges too early time to store.
  const onAcknowledged = () => {
    if (acknowledged().length >= wanted) over ??= server.end("SIGKILL");
  };
  for (const writer of writers) writer.onAcknowledged = onAcknowledged;
  // Several frames of each are under way at any moment; the end comes in the middle of it.
  while (over === null) {
    for (const writer of writers) if (random.chance(0.7)) writer.type();
    await new Promise((resolve) => setImmediate(resolve));
  }
  await over;
  // Everyone is thrown away: somebody who came back would bring the loss back too, and hide it.
  for (const { client } of writers) client.close();
  return acknowledged();
}

describe("SQLite", () => {
  const SEEDS = seeds(20);
  const rooms: TestRoom[] = [];
  const folder = makeFolder();
  const url = `file:${join(folder.path, "test.db")}`;
  // Nobody but the server has the file open: what a connection that lives on keeps in order would else count.
  beforeAll(async () => {
    const database = await openTestDatabase(url);
    for (const _ of SEEDS) rooms.push(await database.makeRoom());
    await database.dispose();
  });
  afterAll(() => folder.dispose());

  test.each(SEEDS)("kill -9 under eight people loses nothing that was acknowledged, seed %i", async (seed) => {
    const room = rooms.pop() as TestRoom;
    const acknowledged = await killWhileTheyType(url, room, seed);
    const stored = await readLog(new SqliteLog(url), room.code);
    expect(missing(acknowledged, stored.text)).toEqual([]);
    expect(stored).toMatchObject({ faults: 0, pending: false });
    expectIntact(url);
  });
});

describe("PostgreSQL", () => {
  // A commit that failed was overtaken by the one behind it; the log had a hole, though nothing acknowledged was in it.
  const SEEDS = seeds(1, [8]).slice(0, 10);
  let postgres: TestPostgres;
  let database: TestDatabase;
  beforeAll(async () => {
    postgres = await startPostgres();
    database = await openTestDatabase(await postgres.createDatabase());
  });
  afterAll(async () => {
    await database?.dispose();
    await postgres?.dispose();
  });

  test.each(SEEDS)("kill -9 loses nothing that was acknowledged, seed %i", async (seed) => {
    const room = await database.makeRoom();
    const acknowledged = await killWhileTheyType(database.url, room, seed);
    const stored = await readFresh(database.url, room.code);
    expect(missing(acknowledged, stored.text)).toEqual([]);
    expect(stored).toMatchObject({ faults: 0, pending: false });
  });
});
