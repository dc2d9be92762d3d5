/** A room's hidden tests. They are in no document, so that no page of a student's is ever sent them. */
import { makeId, type PersonId, type RoomId } from "#protocol/ids";
import { HIDDEN_TOO_MANY, type HiddenTestBody, MAX_HIDDEN_FILES } from "#protocol/tests";
import { database, isTaken } from "./database.ts";
import { Failure } from "./failure.ts";

/** By path. */
export async function readHiddenTests(room: RoomId): Promise<HiddenTestBody[]> {
  const db = await database();
  const rows = await db.hiddenTest.findMany({ where: { roomId: room }, orderBy: { path: "asc" } });
  return rows.map(({ path, text, updatedAt, personId, personName }) => {
    const by = personId === null ? null : { id: personId as PersonId, name: personName ?? "" };
    return { path, text, updatedAt: updatedAt.getTime(), by };
  });
}

export interface HiddenTestChange {
  /** Whose it is. */
  by: { id: PersonId; name: string };
  path: string;
  text: string;
  /** `updatedAt` of the version that was changed; null if it is a new file; undefined to replace what is there. */
  base?: number | null | undefined;
  /** The path that it had. */
  from?: string | undefined;
}

/** Fails with 409 `changed` or `gone` if `base` is not what is there, `taken` if another file has the path. */
export async function writeHiddenTest(room: RoomId, change: HiddenTestChange): Promise<HiddenTestBody> {
  const { path, base, from = path, by } = change;
  const text = storable(change.text);
  const db = await database();
  const where = { roomId_path: { roomId: room, path } };
  const replaced = base === undefined ? (await db.hiddenTest.findUnique({ where }))?.updatedAt.getTime() : base;
  // Later than what it replaces whatever the clock says: two versions never bear the same time.
  const updatedAt = new Date(Math.max(Date.now(), (replaced ?? 0) + 1));
  const version = { path, text, updatedAt, personId: by.id, personName: by.name };
  const row = { id: makeId<string>(12), roomId: room, ...version };
  try {
    if (base === undefined && from === path) {
      await makeRoomFor(room, path);
      await db.hiddenTest.upsert({ where, create: row, update: version });
    } else if (base === null) {
      await makeRoomFor(room, path);
      await db.hiddenTest.create({ data: row });
    } else {
      const where = { roomId: room, path: from, ...(base === undefined ? {} : { updatedAt: new Date(base) }) };
      const { count } = await db.hiddenTest.updateMany({ where, data: version });
      if (count === 0) throw await notThatVersion(room, from);
    }
  } catch (error) {
    if (isTaken(error)) throw new Failure(409, "taken", `There are hidden tests called ${path} already.`);
    throw error;
  }
  return { path, text, updatedAt: updatedAt.getTime(), by: { id: by.id, name: by.name } };
}

/** Without effect if there is none. `base`: as above. */
export async function removeHiddenTest(room: RoomId, path: string, base?: number): Promise<void> {
  const db = await database();
  const where = { roomId: room, path, ...(base === undefined ? {} : { updatedAt: new Date(base) }) };
  const { count } = await db.hiddenTest.deleteMany({ where });
  if (count > 0 || base === undefined) return;
  const failure = await notThatVersion(room, path);
  if (failure.code === "changed") throw failure;
}

async function makeRoomFor(room: RoomId, path: string): Promise<void> {
  const db = await database();
  const others = await db.hiddenTest.count({ where: { roomId: room, path: { not: path } } });
  if (others >= MAX_HIDDEN_FILES) throw new Failure(409, "too-many", HIDDEN_TOO_MANY);
}

async function notThatVersion(room: RoomId, path: string): Promise<Failure> {
  const db = await database();
  if ((await db.hiddenTest.count({ where: { roomId: room, path } })) > 0) {
    return new Failure(409, "changed", "Somebody else has changed these tests while you were writing.");
  }
  return new Failure(409, "gone", "Somebody else has removed these tests, or given them another name.");
}

/** A text as both databases keep it: PostgreSQL has no NUL. */
const storable = (text: string) => text.replaceAll("\0", "\ufffd").toWellFormed();
