/** A person's role in a room, and their removal and readmission. What they wrote stays. */
import type { z } from "zod";
import { canActOn, canGiveRole, type Role } from "#protocol/access";
import type { PersonBody, personChangeSchema } from "#protocol/http";
import { getHub } from "#protocol/hub";
import type { PersonId, RoomId } from "#protocol/ids";
import { database } from "./database.ts";
import { Failure, roleForbids } from "./failure.ts";
import { type Member, personBody } from "./member.ts";

export async function changePerson(
  member: Member,
  person: string,
  change: z.output<typeof personChangeSchema>,
): Promise<PersonBody & { removed?: boolean }> {
  const db = await database();
  const key = { roomId: member.room.id, personId: person };
  const target = await db.membership.findUnique({ where: { roomId_personId: key } });
  if (!target) throw new Failure(404, "no-person", "That person is not in this room.");
  requireRight(member, target.role as Role, change);
  const { role, removed } = change;
  const row = await db.membership.update({
    where: { roomId_personId: key },
    data: {
      ...(role === undefined ? {} : { role }),
      ...(removed === undefined ? {} : { removedAt: removed ? new Date() : null }),
    },
  });
  const room = member.room.id as RoomId;
  const id = person as PersonId;
  if (role !== undefined) await getHub().changed(room, { kind: "role", person: id, role });
  if (removed === true) await getHub().changed(room, { kind: "removed", person: id });
  await getHub().changed(room, { kind: "room" });
  return { ...personBody(row), ...(row.removedAt ? { removed: true } : {}) };
}

function requireRight(member: Member, target: Role, change: z.output<typeof personChangeSchema>): void {
  const actor = member.person.role;
  if (change.removed !== undefined && !canActOn(actor, target, "person.remove")) throw roleForbids();
  if (change.role !== undefined && !canGiveRole(actor, target, change.role)) throw roleForbids();
}
