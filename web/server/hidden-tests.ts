/** A room's hidden tests. They are in no document, so that no page of a student's is ever sent them. */
import { makeId, type RoomId } from "#protocol/ids";
import { type HiddenTestBody, MAX_HIDDEN_FILES } from "#protocol/tests";
import { database } from "./database.ts";
import { Failure } from "./failure.ts";

/** By path. */
export async function readHiddenTests(room: RoomId): Promise<HiddenTestBody[]> {
  const db = await database();
  const rows = await db.hiddenTest.findMany({ where: { roomId: room }, orderBy: { path: "asc" } });
  return rows.map(({ path, text, updatedAt }) => ({ path, text, updatedAt: updatedAt.getTime() }));
}

export async function writeHiddenTest(room: RoomId, path: string, text: string): Promise<HiddenTestBody> {
  const db = await database();
  const key = { roomId: room, path };
  const others = await db.hiddenTest.count({ where: { roomId: room, path: { not: path } } });
  if (others >= MAX_HIDDEN_FILES) {
    throw new Failure(409, "too-many", `A room has at most ${MAX_HIDDEN_FILES} files of hidden tests.`);
  }
  const updatedAt = new Date();
  await db.hiddenTest.upsert({
    where: { roomId_path: key },
    create: { id: makeId<string>(12), ...key, text, updatedAt },
    update: { text, updatedAt },
  });
  return { path, text, updatedAt: updatedAt.getTime() };
}

/** Without effect if there is none. */
export async function removeHiddenTest(room: RoomId, path: string): Promise<void> {
  const db = await database();
  await db.hiddenTest.deleteMany({ where: { roomId: room, path } });
}
