/** A room as the HTTP interface shows it. */
import { can } from "#protocol/access";
import { getEnv } from "#protocol/env";
import type { RoomBody, RoomPageBody } from "#protocol/http";
import { getHub } from "#protocol/hub";
import type { PersonId, RoomId } from "#protocol/ids";
import { baseUrl, reachableAddresses } from "./address.ts";
import { database } from "./database.ts";
import { type Member, personBody, type RoomRow } from "./member.ts";

export function roomBody(room: RoomRow, headers: Headers): RoomBody {
  return {
    id: room.id as RoomId,
    title: room.title,
    joinCode: room.joinCode,
    url: `${baseUrl(headers)}/join/${room.joinCode}`,
    locked: room.locked,
    calls: room.calls,
  };
}

/** The room with its people, by the order in which they came. Those removed are shown to whoever may readmit them. */
export async function roomPageBody(member: Member, headers: Headers): Promise<RoomPageBody> {
  const { room, person } = member;
  const db = await database();
  const [rows, online] = await Promise.all([
    db.membership.findMany({ where: { roomId: room.id }, orderBy: [{ joinedAt: "asc" }, { personId: "asc" }] }),
    getHub().online(room.id as RoomId),
  ]);
  const seesRemoved = can(person.role, "person.remove");
  const env = getEnv();
  const reachable = reachableAddresses(baseUrl(headers));
  return {
    room: roomBody(room, headers),
    person,
    people: rows
      .filter((row) => seesRemoved || row.removedAt === null)
      .map((row) => ({
        ...personBody(row),
        online: online.has(row.personId as PersonId),
        ...(row.removedAt ? { removed: true } : {}),
      })),
    ...(reachable ? { reachable } : {}),
    settings: {
      ...(env.tldrawLicenseKey ? { tldrawLicenseKey: env.tldrawLicenseKey } : {}),
      turn: env.turnUrls.length > 0,
    },
  };
}
