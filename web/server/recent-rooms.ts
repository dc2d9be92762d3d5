/** A person's rooms, the one they were in last first. */
import type { Role } from "#protocol/access";
import type { MeBody, RecentRoomBody } from "#protocol/http";
import type { PersonId, RoomId } from "#protocol/ids";
import { database } from "./database.ts";
import { readLogin } from "./session.ts";

/** Rooms shown on the first page. */
const RECENT = 12;

async function recentRooms(person: PersonId): Promise<RecentRoomBody[]> {
  const db = await database();
  const rows = await db.membership.findMany({
    where: { personId: person, removedAt: null },
    orderBy: { lastSeenAt: "desc" },
    take: RECENT,
    include: { room: { select: { title: true } } },
  });
  return rows.map((row) => ({
    id: row.roomId as RoomId,
    title: row.room.title,
    role: row.role as Role,
    lastSeenAt: row.lastSeenAt.getTime(),
  }));
}

/** Who is signed in here and where they were; nobody and nowhere without a login. */
export async function meBody(headers: Headers): Promise<MeBody> {
  const login = await readLogin(headers);
  if (!login) return { person: null, rooms: [] };
  return { person: { id: login.person, name: login.name }, rooms: await recentRooms(login.person) };
}
