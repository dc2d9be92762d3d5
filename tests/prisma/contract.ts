/** What the migrations and the models must do on both databases. */
import { spawn } from "node:child_process";
import { appendFileSync, cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { describe, expect, onTestFinished, test } from "vitest";
import { openDb } from "#prisma/client";
import { migrate, pendingMigrations } from "#prisma/migrate";
import { readMigrations } from "#prisma/migrations";
import { updateRow } from "#prisma/update-row";
import { makeFolder, openTestDatabase } from "#tests/support/database";

const own = join(import.meta.dirname, "../../prisma");

/** The repository's migrations, and after them those that the test makes up. */
function makeMigrations(extra: Record<string, string>): string {
  const folder = makeFolder();
  onTestFinished(() => folder.dispose());
  for (const provider of ["sqlite", "postgres"]) {
    cpSync(join(own, provider, "migrations"), join(folder.path, provider, "migrations"), { recursive: true });
    for (const [name, sql] of Object.entries(extra)) {
      const place = join(folder.path, provider, "migrations", name);
      mkdirSync(place);
      writeFileSync(join(place, "migration.sql"), sql);
    }
  }
  return folder.path;
}

const ADD_COLUMN = `ALTER TABLE "Room" ADD COLUMN "motto" TEXT NOT NULL DEFAULT 'none';`;

export function testDatabase(name: string, emptyUrl: () => Promise<string>): void {
  const names = () => readMigrations(name === "SQLite" ? "sqlite" : "postgres").map((one) => one.name);

  describe(`${name}: migrations`, () => {
    test("make an empty database whole, and a second run applies nothing", async () => {
      const url = await emptyUrl();
      expect(await pendingMigrations(url)).toEqual(names());
      expect(await migrate(url)).toEqual({ applied: names() });
      expect(await migrate(url)).toEqual({ applied: [] });
      expect(await pendingMigrations(url)).toEqual([]);
    });

    test("bring an older database up to date and keep what is in it", async () => {
      const database = await openTestDatabase(await emptyUrl());
      onTestFinished(() => database.dispose());
      const room = await database.makeRoom();
      const newer = makeMigrations({ "29990101000000_motto": ADD_COLUMN });
      expect(await pendingMigrations(database.url, newer)).toEqual(["29990101000000_motto"]);
      expect(await migrate(database.url, newer)).toEqual({ applied: ["29990101000000_motto"] });
      const rows = await database.db.$queryRawUnsafe(`SELECT "id", "motto" FROM "Room"`);
      expect(rows).toEqual([{ id: room.id, motto: "none" }]);
      expect(await database.db.membership.count()).toBe(2);
    });

    test("that fail leave the database as it was, and say which and why in one sentence", async () => {
      const database = await openTestDatabase(await emptyUrl());
      onTestFinished(() => database.dispose());
      await database.makeRoom();
      const broken = makeMigrations({
        "29990101000000_motto": ADD_COLUMN,
        "29990102000000_broken": `DELETE FROM "Membership"; ALTER TABLE "Nowhere" ADD COLUMN "x" TEXT;`,
      });
      const attempt = migrate(database.url, broken);
      await expect(attempt).rejects.toMatchObject({
        name: "MigrationFault",
        message: expect.stringMatching(
          /^The migration 29990102000000_broken failed and the database was left as it was: .*Nowhere.*\.$/,
        ),
      });
      expect(await database.db.membership.count()).toBe(2);
      await expect(database.db.$queryRawUnsafe(`SELECT "motto" FROM "Room"`)).rejects.toThrow();
      expect(await migrate(database.url)).toEqual({ applied: [] });
    });

    test("that were changed after they had been applied are reported", async () => {
      const url = await emptyUrl();
      await migrate(url);
      const changed = makeMigrations({});
      const provider = name === "SQLite" ? "sqlite" : "postgres";
      appendFileSync(join(changed, provider, "migrations", names()[0] ?? "", "migration.sql"), "\n-- changed\n");
      await expect(migrate(url, changed)).rejects.toThrow(`The migration ${names()[0]} was changed`);
      await expect(pendingMigrations(url, changed)).rejects.toThrow("was changed");
    });

    test("of a newer version are reported", async () => {
      const url = await emptyUrl();
      await migrate(url, makeMigrations({ "29990101000000_motto": ADD_COLUMN }));
      await expect(migrate(url)).rejects.toThrow("29990101000000_motto, which this version does not know");
    });

    test("by two processes at once apply once", async () => {
      const url = await emptyUrl();
      const program = join(import.meta.dirname, "../support/migrate-once.ts");
      const said = await Promise.all(
        [1, 2].map(() =>
          text(spawn(process.execPath, [program, url], { stdio: ["ignore", "pipe", "inherit"] }).stdout),
        ),
      );
      expect(said.map((one) => JSON.parse(one)).sort((a, b) => b.length - a.length)).toEqual([names(), []]);
    });
  });

  describe(`${name}: the client`, () => {
    test("reads and writes every model with every column", async () => {
      const url = await emptyUrl();
      await migrate(url);
      const { db, dispose } = await openDb(url);
      onTestFinished(dispose);
      const at = new Date(1_800_000_000_123);
      const by = { personId: "p", personName: "Sam 🎉", personColor: "#fff" };
      const rows = {
        person: { id: "p", name: "Sam", createdAt: at },
        session: { tokenHash: "h", personId: "p", createdAt: at, lastSeenAt: at, expiresAt: at },
        room: { id: "r", title: "T", joinCode: "J", locked: true, calls: false, createdAt: at },
        membership: {
          roomId: "r",
          personId: "p",
          name: "Sam",
          color: 3,
          role: "owner",
          joinedAt: at,
          lastSeenAt: at,
          removedAt: at,
        },
        document: { id: "d", roomId: "r", createdAt: at },
        clientBinding: { documentId: "d", clientId: "9007199254740991", personId: "p", createdAt: at },
        snapshot: { id: 1, documentId: "d", parentId: 0, bytes: new Uint8Array([1]), checksum: -1, createdAt: at },
        run: {
          ...{ id: "x", roomId: "r", requestId: "q", ...by, entry: "main.js", seed: 7, startedAt: at, reason: "ok" },
          ...{ error: null, explanation: null, output: "[]", cpuMs: 1, wallMs: 2 },
        },
        chatMessage: { id: "m", roomId: "r", ...by, text: "hi", createdAt: at },
        asset: { id: "a", roomId: "r", personId: "p", type: "image/png", size: 5, createdAt: at },
      };
      await db.person.create({ data: rows.person });
      await db.session.create({ data: rows.session });
      await db.room.create({ data: rows.room });
      await db.membership.create({ data: rows.membership });
      await db.document.create({ data: rows.document });
      await db.clientBinding.create({ data: rows.clientBinding });
      await db.snapshot.create({ data: rows.snapshot });
      await db.run.create({ data: rows.run });
      await db.chatMessage.create({ data: rows.chatMessage });
      await db.asset.create({ data: rows.asset });
      await db.update.create({
        data: { ...updateRow("d", new Uint8Array([0, 255]), "p"), createdAt: at, snapshotId: 1 },
      });
      expect({
        person: await db.person.findFirst(),
        session: await db.session.findFirst(),
        room: await db.room.findFirst(),
        membership: await db.membership.findFirst(),
        document: await db.document.findFirst(),
        clientBinding: await db.clientBinding.findFirst(),
        snapshot: await db.snapshot.findFirst(),
        run: await db.run.findFirst(),
        chatMessage: await db.chatMessage.findFirst(),
        asset: await db.asset.findFirst(),
      }).toEqual(rows);
      const update = { bytes: new Uint8Array([0, 255]), personId: "p", createdAt: at, snapshotId: 1 };
      expect(await db.update.findFirst({ where: { createdAt: { gte: at, lte: at } } })).toMatchObject(update);
      // Two first snapshots of one document: the pair with the parent is unique, and 0 is a value where null is none.
      await expect(db.snapshot.create({ data: { ...rows.snapshot, id: 2 } })).rejects.toMatchObject({ code: "P2002" });
      await db.room.delete({ where: { id: "r" } });
      expect(await db.update.count()).toBe(0);
    });

    test("keeps what others write while a transaction is open that is then rolled back", async () => {
      const url = await emptyUrl();
      await migrate(url);
      const { db, dispose } = await openDb(url);
      onTestFinished(dispose);
      let other: Promise<unknown> = Promise.resolve();
      const rolledBack = db.$transaction(async (inside) => {
        await inside.person.create({ data: { id: "inside", name: "a" } });
        other = db.person.create({ data: { id: "outside", name: "b" } });
        await inside.person.create({ data: { id: "inside too", name: "c" } });
        throw new Error("changed my mind");
      });
      await expect(rolledBack).rejects.toThrow("changed my mind");
      await other;
      expect((await db.person.findMany()).map((person) => person.id)).toEqual(["outside"]);
    });
  });
}
