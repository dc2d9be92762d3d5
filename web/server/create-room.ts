/** A new room: its row, its owner, its two documents and the code document's seed, all in one transaction. */
import { timingSafeEqual } from "node:crypto";
import type { z } from "zod";
import { updateRow } from "#prisma/update-row";
import type { PersonColor } from "#protocol/awareness";
import { PEOPLE_COLORS } from "#protocol/awareness";
import { documentId } from "#protocol/documents";
import { getEnv } from "#protocol/env";
import type { createRoomSchema, PersonBody } from "#protocol/http";
import { makePersonId, makeRoomId } from "#protocol/ids";
import { makeJoinCode } from "#protocol/join-code";
import { database, isTaken } from "./database.ts";
import { Failure } from "./failure.ts";
import type { RoomRow } from "./member.ts";
import { type Login, makeSession } from "./session.ts";
import { seedUpdate } from "./templates.ts";

/** Two random codes or ids meet once in a billion; a few more tries make it never. */
const TRIES = 5;

export interface Entered {
  room: RoomRow;
  person: PersonBody;
  /** A new login's token, for the cookie. Null: the caller was signed in. */
  token: string | null;
}

export async function createRoom(wish: z.output<typeof createRoomSchema>, login: Login | null): Promise<Entered> {
  requireRoomKey(wish.key);
  for (let left = TRIES; ; left--) {
    try {
      return await tryCreate(wish, login);
    } catch (error) {
      if (!isTaken(error) || left === 0) throw error;
    }
  }
}

async function tryCreate(wish: z.output<typeof createRoomSchema>, login: Login | null): Promise<Entered> {
  const db = await database();
  const id = makeRoomId();
  const personId = login?.person ?? makePersonId();
  const session = login ? null : makeSession(personId);
  const room: RoomRow = {
    id,
    title: wish.title ?? `${wish.name}’s room`,
    joinCode: makeJoinCode(),
    locked: false,
    calls: true,
  };
  const code = documentId(id, "code");
  const person = { id: personId, name: wish.name };
  await db.$transaction([
    db.person.upsert({ where: { id: personId }, create: person, update: { name: wish.name } }),
    ...(session ? [db.session.create({ data: session.row })] : []),
    db.room.create({ data: room }),
    db.membership.create({ data: { roomId: id, personId, name: wish.name, color: 0, role: "owner" } }),
    db.document.create({ data: { id: code, roomId: id } }),
    db.document.create({ data: { id: documentId(id, "board"), roomId: id } }),
    db.update.create({ data: updateRow(code, seedUpdate(wish.template ?? "javascript"), null) }),
  ]);
  const color: PersonColor = PEOPLE_COLORS[0];
  return { room, person: { ...person, color, role: "owner" }, token: session?.token ?? null };
}

function requireRoomKey(given: string | undefined): void {
  const { roomCreation, roomKey } = getEnv();
  if (roomCreation === "open") return;
  const wanted = Buffer.from(roomKey ?? "");
  const got = Buffer.from(given ?? "");
  if (wanted.length > 0 && got.length === wanted.length && timingSafeEqual(got, wanted)) return;
  throw new Failure(403, "room-key", "Rooms are made with a key here. Ask whoever runs this server for it.");
}
