import type { PersonId } from "#protocol/ids";
import { database } from "./database.ts";
import { roomByCode } from "./room-by-code.ts";

/** The room of a code, for someone who is in it already: what they may be told before they press a button. */
export async function knownRoom(
  code: string,
  person: PersonId,
): Promise<{ id: string; title: string; name: string } | null> {
  const room = await roomByCode(code);
  if (!room) return null;
  const db = await database();
  const row = await db.membership.findUnique({ where: { roomId_personId: { roomId: room.id, personId: person } } });
  return row && !row.removedAt ? { id: room.id, title: room.title, name: row.name } : null;
}
