/** A person enters a room by its code: as the member they are already, or as a new one. */

import { PEOPLE_COLORS } from "#protocol/awareness";
import type { PersonBody } from "#protocol/http";
import { getHub } from "#protocol/hub";
import { makePersonId, type PersonId, type RoomId } from "#protocol/ids";
import { MAX_NAME_LENGTH } from "#protocol/limits";
import type { Entered } from "./create-room.ts";
import { database, isTaken } from "./database.ts";
import { Failure, removedFromRoom } from "./failure.ts";
import { personBody, type RoomRow } from "./member.ts";
import { type Login, makeSession } from "./session.ts";

/** A class that joins on "now" collides on a name a few times at most: each try sees the names before it. */
const TRIES = 12;

export async function joinRoom(room: RoomRow, name: string, login: Login | null): Promise<Entered> {
  const returning = login && (await returningMember(room, login.person));
  if (returning) return { room, person: returning, token: null };
  if (room.locked) {
    throw new Failure(423, "locked", "This room is locked. Ask its owner to unlock it, then try again.");
  }
  for (let left = TRIES; ; left--) {
    try {
      const entered = await addMember(room, name, login);
      await getHub().changed(room.id as RoomId, { kind: "joined", person: entered.person.id });
      return entered;
    } catch (error) {
      if (!isTaken(error) || left === 0) throw error;
    }
  }
}

async function returningMember(room: RoomRow, person: PersonId): Promise<PersonBody | null> {
  const db = await database();
  const key = { roomId: room.id, personId: person };
  const row = await db.membership.findUnique({ where: { roomId_personId: key } });
  if (!row) return null;
  if (row.removedAt) throw removedFromRoom();
  // A note beside the point: a full disk keeps no member out.
  await db.membership.updateMany({ where: key, data: { lastSeenAt: new Date() } }).catch(() => undefined);
  return personBody(row);
}

async function addMember(room: RoomRow, wanted: string, login: Login | null): Promise<Entered> {
  const db = await database();
  const others = await db.membership.findMany({
    where: { roomId: room.id },
    select: { name: true, color: true, removedAt: true },
  });
  const personId = login?.person ?? makePersonId();
  const session = login ? null : makeSession(personId);
  const row = {
    roomId: room.id,
    personId,
    name: freeName(
      wanted,
      others.map((other) => other.name),
    ),
    color: leastUsedColor(others.filter((other) => !other.removedAt).map((other) => other.color)),
    role: "student",
  };
  await db.$transaction([
    db.person.upsert({ where: { id: personId }, create: { id: personId, name: wanted }, update: { name: wanted } }),
    ...(session ? [db.session.create({ data: session.row })] : []),
    db.membership.create({ data: row }),
  ]);
  return { room, person: personBody(row), token: session?.token ?? null };
}

/** `Sam`, or `Sam 2` where someone is called so already, whatever the case; never longer than a name may be. */
export function freeName(wanted: string, names: string[]): string {
  const taken = new Set(names.map((name) => name.toLowerCase()));
  if (!taken.has(wanted.toLowerCase())) return wanted;
  for (let n = 2; ; n++) {
    const suffix = ` ${n}`;
    let base = wanted;
    // By code points: half a surrogate pair is no character.
    while (base.length + suffix.length > MAX_NAME_LENGTH) base = [...base].slice(0, -1).join("");
    if (!taken.has(`${base}${suffix}`.toLowerCase())) return `${base}${suffix}`;
  }
}

/** The palette's index that the fewest people have; the first of several. */
export function leastUsedColor(used: number[]): number {
  const counts = PEOPLE_COLORS.map((_, color) => used.filter((one) => one % PEOPLE_COLORS.length === color).length);
  return counts.indexOf(Math.min(...counts));
}
