/** What an owner or instructor changes about a room: title, lock, calls. Live pages learn of it at once. */
import type { z } from "zod";
import { type Action, can } from "#protocol/access";
import type { roomChangeSchema } from "#protocol/http";
import { getHub } from "#protocol/hub";
import type { RoomId } from "#protocol/ids";
import { database } from "./database.ts";
import { roleForbids } from "./failure.ts";
import type { Member, RoomRow } from "./member.ts";

const NEEDED = { title: "room.rename", locked: "room.lock", calls: "room.calls" } as const satisfies Record<
  string,
  Action
>;

export async function changeRoom(member: Member, change: z.output<typeof roomChangeSchema>): Promise<RoomRow> {
  for (const field of Object.keys(change) as (keyof typeof NEEDED)[]) {
    if (!can(member.person.role, NEEDED[field])) throw roleForbids();
  }
  const db = await database();
  const { title, locked, calls } = change;
  const room = await db.room.update({
    where: { id: member.room.id },
    data: {
      ...(title === undefined ? {} : { title }),
      ...(locked === undefined ? {} : { locked }),
      ...(calls === undefined ? {} : { calls }),
    },
  });
  await getHub().changed(room.id as RoomId, { kind: "room" });
  return room;
}
