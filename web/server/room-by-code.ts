import { readJoinCode } from "#protocol/join-code";
import { database } from "./database.ts";
import type { RoomRow } from "./member.ts";

/** The room that a typed code opens, case and spaces forgiven; null if there is none. */
export async function roomByCode(typed: string): Promise<RoomRow | null> {
  const joinCode = readJoinCode(typed);
  if (!joinCode) return null;
  const db = await database();
  return db.room.findUnique({ where: { joinCode } });
}
