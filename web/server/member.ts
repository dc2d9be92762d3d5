/** Who is in a room: a login's membership, and whether its role allows what is asked. */
import { type Action, can, type Role } from "#protocol/access";
import { PEOPLE_COLORS } from "#protocol/awareness";
import type { PersonBody } from "#protocol/http";
import type { PersonId, RoomId } from "#protocol/ids";
import { database } from "./database.ts";
import { noSuchRoom, notAMember, removedFromRoom, roleForbids } from "./failure.ts";
import { requireLogin } from "./session.ts";

export interface RoomRow {
  id: string;
  title: string;
  joinCode: string;
  locked: boolean;
  calls: boolean;
}
interface MembershipRow {
  personId: string;
  name: string;
  color: number;
  role: string;
}

export interface Member {
  room: RoomRow;
  person: PersonBody;
}

export function personBody(row: MembershipRow): PersonBody {
  const color = PEOPLE_COLORS[row.color % PEOPLE_COLORS.length] ?? PEOPLE_COLORS[0];
  return { id: row.personId as PersonId, name: row.name, color, role: row.role as Role };
}

/** Whoever the cookie says is in the room. Fails with 401 (no login), 404 (no room), 403 (not in it, removed, role). */
export async function requireMember(headers: Headers, room: string, action: Action = "room.read"): Promise<Member> {
  return memberOf(room, (await requireLogin(headers)).person, action);
}

/** A person's membership, if there is one and its role allows the action. Fails as `requireMember`, without the 401. */
export async function memberOf(room: string, person: PersonId, action: Action = "room.read"): Promise<Member> {
  const db = await database();
  const membership = await db.membership.findUnique({
    where: { roomId_personId: { roomId: room, personId: person } },
    include: { room: true },
  });
  if (!membership) {
    throw (await db.room.findUnique({ where: { id: room }, select: { id: true } })) ? notAMember() : noSuchRoom();
  }
  if (membership.removedAt) throw removedFromRoom();
  if (!can(membership.role as Role, action)) throw roleForbids();
  return { room: membership.room, person: personBody(membership) };
}

export const roomIdOf = (room: RoomRow): RoomId => room.id as RoomId;
