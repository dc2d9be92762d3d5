import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import * as Y from "yjs";
import { load } from "#collab-server/live-document";
import { createSqliteStorage } from "#collab-server/storage/sqlite-storage";
import { documentId } from "#protocol/documents";
import { makeFileId } from "#protocol/ids";
import { ROOT } from "../../bin/launch.mjs";
import { roomOf } from "../support/collab.ts";
import { startCollabProcess } from "../support/collab-process.ts";
import { makeFolder, openTestDatabase, type TestDatabase, type TestRoom } from "../support/database.ts";
import { mountSmallDisk } from "../support/small-disk.ts";

/** Milliseconds: these start servers and programs of their own. */
const PATIENCE = 120_000;
vi.setConfig({ testTimeout: PATIENCE });

interface Ran {
  code: number;
  out: string;
  err: string;
}

/** `npm run backup`, or restore, but for npm. */
async function command(name: "backup" | "restore", argument: string, env: Record<string, string>): Promise<Ran> {
  const child = spawn(process.execPath, [join("bin", `${name}.ts`), argument], {
    cwd: ROOT,
    env: { ...process.env, DATABASE_URL: "", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [out, err] = ["", ""];
  child.stdout.on("data", (bytes) => {
    out += bytes;
  });
  child.stderr.on("data", (bytes) => {
    err += bytes;
  });
  const [code] = (await once(child, "close")) as [number];
  return { code, out, err };
}

function folder(): string {
  const made = makeFolder();
  onTestFinished(() => made.dispose());
  return made.path;
}

/** A data folder with a database and some images, as a server leaves it. */
async function dataFolder(images = 3): Promise<{ dataDir: string; database: TestDatabase; room: TestRoom }> {
  const dataDir = join(folder(), "data");
  mkdirSync(join(dataDir, "assets"), { recursive: true });
  const database = await openTestDatabase(`file:${join(dataDir, "pairlab.db")}`);
  onTestFinished(() => database.dispose());
  const room = await database.makeRoom();
  for (let i = 0; i < images; i++) await addImage(dataDir, database, room);
  return { dataDir, database, room };
}

async function addImage(dataDir: string, { db }: TestDatabase, room: TestRoom): Promise<string> {
  const id = `${makeFileId()}${makeFileId()}`.slice(0, 16);
  const bytes = randomBytes(20_000);
  writeFileSync(join(dataDir, "assets", id), bytes);
  await db.asset.create({ data: { id, roomId: room.id, personId: room.sam, type: "image/png", size: bytes.length } });
  return id;
}

async function stateOf(dataDir: string, document: string): Promise<Y.Doc> {
  const storage = await createSqliteStorage(`file:${join(dataDir, "pairlab.db")}`);
  const stored = await storage.load(document as never);
  await storage.dispose();
  const doc = new Y.Doc();
  if (stored) load(doc, stored);
  return doc;
}

function rows(dataDir: string, table: string): unknown[] {
  const db = new Sqlite(join(dataDir, "pairlab.db"), { readonly: true });
  try {
    return db.prepare(`SELECT * FROM "${table}" ORDER BY rowid`).all();
  } finally {
    db.close();
  }
}

describe("a backup", () => {
  test("while a class writes holds all that was acknowledged before it; of a quiet server it is the same to the last row", async () => {
    const { dataDir, database, room: made } = await dataFolder();
    const second = await database.makeRoom();
    const server = await startCollabProcess(database.url);
    const rooms = [made, second].map((one) => roomOf(server.url, one.id, { sam: one.sam, kim: one.kim }));
    const acknowledged: string[] = [];
    const typists = await Promise.all(
      rooms.flatMap((room, r) =>
        (["sam", "kim", "kim"] as const).map(async (name, i) => {
          const client = await room.join(name);
          let [next, taken] = [0, 0];
          const word = (n: number) => `<${r}.${i}.${n}>`;
          client.provider.on("unsyncedChanges", ({ number }: { number: number }) => {
            for (; taken < next - number; taken++) acknowledged.push(word(taken));
          });
          return { client, type: () => client.text.insert(client.text.length, word(next++)) };
        }),
      ),
    );
    let writing = true;
    const writers = (async () => {
      while (writing) {
        for (const { type } of typists) type();
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    })();
    await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(300);

    const before = [...acknowledged];
    const target = join(folder(), "backup");
    const images: Promise<string>[] = [1, 2, 3, 4].map(() => addImage(dataDir, database, made));
    const backup = await command("backup", target, { DATA_DIR: dataDir });
    writing = false;
    await writers;
    await Promise.all(images);
    expect(backup).toMatchObject({ code: 0, err: "" });
    expect(backup.out).toMatch(/2 rooms, 4 documents, [\d,]+ edits, 4 people/);
    // More came while it was made than was in it: it was made while they wrote.
    expect(acknowledged.length).toBeGreaterThan(before.length);

    const restored = join(folder(), "restored");
    expect(await command("restore", target, { DATA_DIR: restored })).toMatchObject({ code: 0, err: "" });
    const texts = await Promise.all(
      rooms.map(async (room) => (await stateOf(restored, room.code)).getText("text").toString()),
    );
    expect(before.filter((word) => !texts[Number(word[1])]?.includes(word))).toEqual([]);
    for (const { id } of rows(restored, "Asset") as { id: string }[])
      expect(readFileSync(join(restored, "assets", id)).equals(readFileSync(join(dataDir, "assets", id)))).toBe(true);

    await Promise.all(typists.map(({ client }) => client.acknowledged()));
    const quiet = join(folder(), "quiet");
    const again = join(folder(), "again");
    expect(await command("backup", quiet, { DATA_DIR: dataDir })).toMatchObject({ code: 0, err: "" });
    expect(await command("restore", quiet, { DATA_DIR: again })).toMatchObject({ code: 0, err: "" });
    for (const [index, room] of rooms.entries()) {
      const live = typists[index * 3]?.client.doc;
      const doc = await stateOf(again, room.code);
      expect(Y.decodeStateVector(Y.encodeStateVector(doc))).toEqual(
        live && Y.decodeStateVector(Y.encodeStateVector(live)),
      );
      expect(doc.getText("text").toString()).toBe(live?.getText("text").toString());
    }
    // What is folded may go on changing in the original: a row's mark is not a part of what was written.
    const written = (folder: string) =>
      (rows(folder, "Update") as object[]).map((row) => ({ ...row, snapshotId: null }));
    expect(written(again)).toEqual(written(dataDir));
    for (const table of ["ClientBinding", "Asset", "Room", "Document"])
      expect(rows(again, table)).toEqual(rows(dataDir, table));
    for (const { client } of typists) client.close();

    // A server goes on from there: the row numbers of the log too.
    const next = await startCollabProcess(`file:${join(again, "pairlab.db")}`);
    const client = await roomOf(next.url, made.id, { sam: made.sam }).join("sam");
    client.text.insert(0, "on");
    await client.acknowledged();
    client.close();
    expect((await stateOf(again, documentId(made.id, "code"))).getText("text").toString()).toMatch(/^on/);
  });

  test("is for its owner's eyes alone, without the secret, and leaves nothing beside it", async () => {
    const { dataDir } = await dataFolder();
    writeFileSync(join(dataDir, "secret"), "x".repeat(40));
    const place = folder();
    expect((await command("backup", join(place, "b"), { DATA_DIR: dataDir })).code).toBe(0);
    expect(readdirSync(place)).toEqual(["b"]);
    expect(readdirSync(join(place, "b")).sort()).toEqual(["assets", "backup.json", "pairlab.db"]);
    expect(readdirSync(join(place, "b", "assets"))).toHaveLength(3);
    expect(statSync(join(place, "b")).mode & 0o077).toBe(0);
  });

  test("says in one sentence why there is none, and makes nothing", async () => {
    const { dataDir } = await dataFolder();
    const place = folder();
    const fails = async (argument: string, env: Record<string, string>, sentence: RegExp) => {
      const { code, out, err } = await command("backup", argument, env);
      expect([code, out]).toEqual([1, ""]);
      expect(err.trim().split("\n")).toHaveLength(1);
      expect(err).toMatch(sentence);
    };
    await fails(join(place, "a"), { DATA_DIR: join(place, "none") }, /data folder .*none does not exist/);
    await fails(join(dataDir, "a"), { DATA_DIR: dataDir }, /lies in the data folder/);
    await fails(join(dataDir, "../data/./assets/a"), { DATA_DIR: dataDir }, /lies in the data folder/);
    await fails(place, { DATA_DIR: dataDir }, /is there already/);
    await fails("", { DATA_DIR: dataDir }, /Usage: npm run backup/);
    writeFileSync(join(place, "file"), "");
    await fails(join(place, "file", "a"), { DATA_DIR: dataDir }, /There is no backup/);
    expect(readdirSync(place)).toEqual(["file"]);
  });

  test("on a disk that is too small says so, at first or in the middle of it", async () => {
    const { dataDir, database, room } = await dataFolder(0);
    const disk = mountSmallDisk(3);
    onTestFinished(() => disk.dispose());
    const big = await addImage(dataDir, database, room);
    // Larger than its row says: only the writing of it finds the disk full.
    appendFileSync(join(dataDir, "assets", big), randomBytes(4 * 1024 * 1024));
    const late = await command("backup", join(disk.path, "b"), { DATA_DIR: dataDir });
    expect(late).toMatchObject({ code: 1, out: "" });
    expect(late.err).toMatch(/^There is no backup: there is not enough room at .*\.\n$/);
    expect(readdirSync(disk.path)).toEqual([]);
    disk.fill();
    const early = await command("backup", join(disk.path, "b"), { DATA_DIR: dataDir });
    expect(early.err).toMatch(/^There is no backup: there is not enough room at .*\.\n$/);
    expect(readdirSync(disk.path)).toEqual(["ballast"]);
  });

  test("of a folder that has lost an image is made all the same, with a warning", async () => {
    const { dataDir, database, room } = await dataFolder(1);
    await database.db.asset.create({
      data: {
        id: "gone234567890123".replace(/[01]/g, "z"),
        roomId: room.id,
        personId: room.sam,
        type: "image/png",
        size: 1,
      },
    });
    const target = join(folder(), "b");
    const made = await command("backup", target, { DATA_DIR: dataDir });
    expect(made.code).toBe(0);
    expect(made.err).toMatch(/^Warning: The image gone\w+ is in the database, but its file is not there\.\n$/);
    expect(existsSync(join(target, "backup.json"))).toBe(true);
  });

  test("of a server on PostgreSQL holds the images, and says how the database is kept", async () => {
    const { dataDir } = await dataFolder(2);
    writeFileSync(join(dataDir, "assets", "abcdefgh.part"), "half");
    const env = { DATA_DIR: dataDir, DATABASE_URL: "postgresql://nobody@localhost:1/none" };
    const target = join(folder(), "b");
    const made = await command("backup", target, env);
    expect(made).toMatchObject({ code: 0, err: "" });
    expect(made.out).toMatch(/pg_dump/);
    expect(readdirSync(join(target, "assets"))).toHaveLength(2);
    const restored = join(folder(), "data");
    const back = await command("restore", target, { ...env, DATA_DIR: restored });
    expect(back.out).toMatch(/pg_restore/);
    expect(readdirSync(join(restored, "assets"))).toHaveLength(2);
    const other = await command("restore", target, { DATA_DIR: join(folder(), "data") });
    expect(other.err).toMatch(/backup is of a PostgreSQL database, and DATABASE_URL names SQLite/);
  });
});

describe("a restore", () => {
  test("goes into an empty folder only, and takes nothing damaged", async () => {
    const { dataDir } = await dataFolder();
    const place = folder();
    const target = join(place, "b");
    await command("backup", target, { DATA_DIR: dataDir });
    const to = folder();
    const fails = async (from: string, env: Record<string, string>, sentence: RegExp) => {
      const { code, out, err } = await command("restore", from, env);
      expect([code, out]).toEqual([1, ""]);
      expect(err.trim().split("\n")).toHaveLength(1);
      expect(err).toMatch(sentence);
    };
    const before = readFileSync(join(dataDir, "pairlab.db"));
    await fails(target, { DATA_DIR: dataDir }, /is not empty .*Nothing there is replaced/);
    expect(readFileSync(join(dataDir, "pairlab.db")).equals(before)).toBe(true);
    await fails(place, { DATA_DIR: to }, /is no backup of Pairlab/);
    const outside = join(place, "outside.db");
    writeFileSync(outside, "mine");
    await fails(target, { DATA_DIR: to, DATABASE_URL: `file:${outside}` }, /is there already/);

    const [image = ""] = readdirSync(join(target, "assets"));
    const bytes = readFileSync(join(target, "assets", image));
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    writeFileSync(join(target, "assets", image), bytes);
    await fails(target, { DATA_DIR: to }, /the backup is damaged: .* is not what it was/);
    bytes[100] = (bytes[100] ?? 0) ^ 1;
    writeFileSync(join(target, "assets", image), bytes);
    const manifest = readFileSync(join(target, "backup.json"), "utf8");
    writeFileSync(join(target, "backup.json"), manifest.replace(`assets/${image}`, "../../escaped"));
    await fails(target, { DATA_DIR: to }, /cannot be read: it is damaged/);
    writeFileSync(join(target, "backup.json"), manifest);
    expect(readdirSync(to)).toEqual([]);

    expect(await command("restore", target, { DATA_DIR: to })).toMatchObject({ code: 0, err: "" });
    expect(readdirSync(to).sort()).toEqual(["assets", "pairlab.db"]);
  });

  test("of a newer database is refused, for this version could not start on it", async () => {
    const { dataDir, database } = await dataFolder(0);
    await database.db.$executeRawUnsafe(
      `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at", "applied_steps_count")
       VALUES ('x', 'x', '29990101000000_later', 1, 1)`,
    );
    const target = join(folder(), "b");
    await command("backup", target, { DATA_DIR: dataDir });
    const to = folder();
    const { code, err } = await command("restore", target, { DATA_DIR: to });
    expect(code).toBe(1);
    expect(err).toMatch(/^Nothing was restored: .*29990101000000_later.*\.\n$/);
    expect(readdirSync(to)).toEqual([]);
  });
});
