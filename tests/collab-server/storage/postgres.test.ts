import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createPostgresStorage } from "#collab-server/storage/postgres-storage";
import { StorageAway } from "#collab-server/storage/storage";
import { openTestDatabase } from "#tests/support/database";
import { startPostgres, type TestPostgres } from "#tests/support/postgres";
import { readText, Typist } from "#tests/support/typist";
import { testStorage } from "./contract.ts";
import { testOrder } from "./order.ts";

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.dispose());

const openPostgresDatabase = async () => openTestDatabase(await postgres.createDatabase());

testStorage("PostgreSQL", createPostgresStorage, openPostgresDatabase);

testOrder("PostgreSQL", createPostgresStorage, openPostgresDatabase, async ({ url }) => {
  const other = new pg.Client(url);
  await other.connect();
  await other.query(`BEGIN; LOCK TABLE "Update" IN EXCLUSIVE MODE`);
  return {
    async refuse() {
      for (let ended = 0; ended === 0; ) {
        const { rowCount } = await other.query(
          "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted AND relation = '\"Update\"'::regclass",
        );
        ended = rowCount ?? 0;
      }
    },
    async release() {
      await other.query("ROLLBACK");
      await other.end();
    },
  };
});

test("PostgreSQL that goes away is StorageAway, and comes back by itself", async () => {
  const database = await openTestDatabase(await postgres.createDatabase());
  const room = await database.makeRoom();
  const storage = await createPostgresStorage(database.url);
  const typist = new Typist();
  const append = (bytes: Uint8Array) => storage.append({ document: room.code, bytes, person: room.sam });
  await append(typist.type("before "));
  expect(await storage.load(room.code)).toMatchObject({ setAside: 0 });

  await postgres.stop();
  const lost = typist.type("during ");
  await expect(append(lost)).rejects.toBeInstanceOf(StorageAway);
  await expect(storage.load(room.code)).rejects.toBeInstanceOf(StorageAway);
  await expect(storage.compact(room.code)).rejects.toBeInstanceOf(StorageAway);
  await expect(storage.bind(room.code, 1, room.sam)).rejects.toBeInstanceOf(StorageAway);
  await expect(storage.member(room.id, room.sam)).rejects.toBeInstanceOf(StorageAway);
  expect(await storage.healthy()).toBe(false);

  await postgres.start();
  await append(lost);
  await append(typist.type("after"));
  expect(readText(await storage.load(room.code))).toBe("before during after");
  expect(await storage.compact(room.code)).toBe(true);
  expect(await storage.member(room.id, room.sam)).toMatchObject({ name: "Sam" });
  expect(await storage.healthy()).toBe(true);
  await storage.dispose();
  await database.dispose();
});
