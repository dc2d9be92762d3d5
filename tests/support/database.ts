/** A migrated database of the test's own, with the rooms that the test makes in it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Db, openDb } from "#prisma/client";
import { migrate } from "#prisma/migrate";
import { documentId } from "#protocol/documents";
import { type DocumentId, makePersonId, makeRoomId, type PersonId, type RoomId } from "#protocol/ids";

export interface TestRoom {
  id: RoomId;
  code: DocumentId;
  board: DocumentId;
  /** Two members; the first is the owner. */
  sam: PersonId;
  kim: PersonId;
}

export interface TestDatabase {
  url: string;
  db: Db;
  makeRoom(): Promise<TestRoom>;
  dispose(): Promise<void>;
}

export interface TestFolder {
  path: string;
  dispose(): void;
}

export function makeFolder(): TestFolder {
  const path = mkdtempSync(join(tmpdir(), "pairlab-test-"));
  return { path, dispose: () => rmSync(path, { recursive: true, force: true }) };
}

export async function openTestDatabase(url: string): Promise<TestDatabase> {
  await migrate(url);
  const { db, dispose } = await openDb(url);
  return { url, db, makeRoom: () => makeRoom(db), dispose };
}

/** In a folder of its own, which goes with it. */
export async function openSqliteDatabase(): Promise<TestDatabase> {
  const folder = makeFolder();
  const database = await openTestDatabase(`file:${join(folder.path, "test.db")}`);
  const dispose = async () => {
    await database.dispose();
    folder.dispose();
  };
  return { ...database, dispose };
}

async function makeRoom(db: Db): Promise<TestRoom> {
  const id = makeRoomId();
  const room = {
    id,
    code: documentId(id, "code"),
    board: documentId(id, "board"),
    sam: makePersonId(),
    kim: makePersonId(),
  };
  await db.person.createMany({
    data: [
      { id: room.sam, name: "Sam" },
      { id: room.kim, name: "Kim" },
    ],
  });
  await db.room.create({
    data: {
      id,
      title: "A room",
      joinCode: id,
      documents: { create: [{ id: room.code }, { id: room.board }] },
      memberships: {
        create: [
          { personId: room.sam, name: "Sam", color: 0, role: "owner" },
          { personId: room.kim, name: "Kim", color: 1, role: "student" },
        ],
      },
    },
  });
  return room;
}
